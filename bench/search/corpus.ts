/**
 * One corpus, prepared once for all contestants: a folder of Paperkin's data, and what is in it as
 * plain files for the others. So all have the same papers, cleaned and merged alike, and the same vectors.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { describeModel } from '../../src/embedding/local/models.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { openEngine } from '../../src/open.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { zstdLines } from '../support/shared.js';
import { filesOf } from './papers.js';

const CHUNK = 1_000;

export interface Corpus {
  folder: string;
  papers: number;
  /** Id in the benchmark -> id of the paper; two where two records are one work. */
  ids: Map<string, string>;
}

export async function prepareCorpus(source: string, scratch: string): Promise<Corpus> {
  const folder = await mkdtemp(join(scratch, 'corpus-'));
  const { home, records } = filesOf(folder);
  const named = new Map<string, string>();
  const out = createWriteStream(records);
  for await (const line of zstdLines(source)) {
    const record = JSON.parse(line) as { _id: string };
    named.set(record._id, paperOfRecord(record).id);
    out.write(`${line}\n`);
  }
  await finished(out.end());
  const engine = await openEngine({ home });
  await engine.importPapers({ path: records });
  await engine.close();
  const store = await SqliteStore.open(home);
  const papers = await writePlainFiles(store, folder);
  const found = await store.find([...named.values()]);
  await store.close();
  return { folder, papers, ids: new Map([...named.keys()].map((id, i) => [id, found[i]?.paper.id ?? ''])) };
}

async function writePlainFiles(store: SqliteStore, folder: string): Promise<number> {
  const { id: model } = await describeModel(BUNDLED_MODEL);
  const files = filesOf(folder);
  const [papers, vectors] = [createWriteStream(files.papers), createWriteStream(files.vectors)];
  let count = 0;
  for (let since = 0; ; ) {
    const changes = await store.changes(model, since, CHUNK);
    const stored = await store.byKeys(changes.map(({ key }) => key));
    for (const [i, { vector }] of changes.entries()) {
      const paper = stored[i]?.paper;
      if (!paper || !vector) continue;
      papers.write(`${JSON.stringify({ id: paper.id, title: paper.title, abstract: paper.abstract })}\n`);
      vectors.write(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
      count++;
    }
    const last = changes.at(-1);
    if (!last) break;
    since = last.sequence;
  }
  await Promise.all([papers, vectors].map((file) => finished(file.end())));
  return count;
}
