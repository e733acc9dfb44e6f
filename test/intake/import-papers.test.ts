import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ReadItem } from '../../src/ingest/reader.js';
import { type ImportJob, importPapers } from '../../src/intake/import-papers.js';
import type { Paper } from '../../src/paper/paper.js';
import type { ImportReport } from '../../src/stores/paper-store.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { paperNumber } from '../support/papers.js';
import { temporaryFolder } from '../support/temporary.js';

/** A source of `count` records of which every tenth is broken, and every record after `failAt` fails to be read. */
async function* records(count: number, failAt = count): AsyncGenerator<ReadItem> {
  for (let i = 0; i < count; i++) {
    if (i === failAt) throw new Error('the disk went away');
    if (i % 10 === 9) yield { line: i + 1, problem: 'is broken', excerpt: `record ${i}` };
    else yield { line: i + 1, record: paperNumber(i) };
  }
}

const EXPECTED: ImportReport = { read: 1_800, new: 1_620, changed: 0, same: 0, merged: 0, rejected: 180, noted: 0 };

async function setUp() {
  const folder = await temporaryFolder();
  const store = await SqliteStore.open(folder);
  const writer = await store.openWriter('test');
  const job = (items: AsyncIterable<ReadItem>, more: Partial<ImportJob> = {}): ImportJob => ({
    items,
    toPaper: (record) => record as Paper,
    identity: 'source-1',
    rejectsPath: join(folder, 'rejects', 'source.jsonl'),
    ...more,
  });
  return {
    folder,
    run: (items: AsyncIterable<ReadItem>, more?: Partial<ImportJob>) => importPapers(store, writer, job(items, more)),
    rejects: async () => (await readFile(join(folder, 'rejects', 'source.jsonl'), 'utf8')).trimEnd().split('\n'),
    close: async () => {
      await writer.close();
      await store.close();
    },
  };
}

describe('an import', () => {
  it('reports what became of each record and writes what it could not take', async () => {
    const { run, rejects, close } = await setUp();
    const { report, finished, rejectsPath } = await run(records(1_800));
    assert.deepEqual(report, EXPECTED);
    assert.ok(finished);
    assert.ok(rejectsPath);
    const lines = await rejects();
    assert.equal(lines.length, 180);
    assert.deepEqual(JSON.parse(lines[0] ?? ''), { line: 10, problem: 'is broken', excerpt: 'record 9' });
    await close();
  });

  it('changes nothing when it is done again, and writes the rejects anew', async () => {
    const { run, rejects, close } = await setUp();
    await run(records(1_800));
    const { report } = await run(records(1_800));
    assert.deepEqual(report, { ...EXPECTED, new: 0, same: 1_620 });
    assert.equal((await rejects()).length, 180);
    await close();
  });

  it('goes on at the right record after an interruption, with the report and rejects of an undisturbed one', async () => {
    const { run, rejects, close } = await setUp();
    const controller = new AbortController();
    const first = await run(records(1_800), { signal: controller.signal, onProgress: () => controller.abort() });
    assert.equal(first.finished, false);
    assert.equal(first.report.read, 500);
    const second = await run(records(1_800));
    assert.deepEqual(second.report, EXPECTED);
    assert.ok(second.finished);
    assert.equal((await rejects()).length, 180);
    await close();
  });

  it('keeps what came before a failure of the source, and goes on there', async () => {
    const { run, rejects, close } = await setUp();
    await assert.rejects(run(records(1_800, 1_234)), /disk went away/);
    const { report } = await run(records(1_800));
    assert.deepEqual(report, EXPECTED);
    assert.equal((await rejects()).length, 180);
    await close();
  });

  it('takes what has arrived when a source that waits is interrupted', async () => {
    const { run, close } = await setUp();
    const controller = new AbortController();
    const waiting = async function* (): AsyncGenerator<ReadItem> {
      yield* records(20);
      controller.abort();
      throw new Error('aborted while waiting');
    };
    const { report, finished } = await run(waiting(), { signal: controller.signal });
    assert.equal(report.read, 20);
    assert.equal(finished, false);
    await close();
  });

  it('makes no rejects file when nothing is rejected', async () => {
    const { run, folder, close } = await setUp();
    const { rejectsPath } = await run(records(9));
    assert.equal(rejectsPath, undefined);
    assert.ok(!existsSync(join(folder, 'rejects')));
    await close();
  });

  it('refuses to overwrite a file that is not of rejects', async () => {
    const { run, folder, close } = await setUp();
    const notes = join(folder, 'notes.txt');
    await writeFile(notes, 'notes that somebody needs');
    await assert.rejects(run(records(20), { rejectsPath: notes }), { code: 'INVALID_INPUT', value: notes });
    assert.equal(await readFile(notes, 'utf8'), 'notes that somebody needs');
    await close();
  });

  it('rejects what is no paper with the reason, and lets other faults through', async () => {
    const { run, rejects, close } = await setUp();
    const refuse = () => {
      throw new RangeError('has no title');
    };
    assert.equal((await run(records(5), { toPaper: refuse })).report.rejected, 5);
    assert.match((await rejects())[0] ?? '', /has no title/);
    const fail = () => {
      throw new TypeError('a fault of ours');
    };
    await assert.rejects(run(records(5), { toPaper: fail, identity: undefined }), /a fault of ours/);
    await close();
  });
});
