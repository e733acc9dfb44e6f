import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { before, describe, it } from 'node:test';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { cleanLine } from '../../src/paper/text.js';
import { readStarter, wordsOf } from './starter-records.js';

const DATA = join(PACKAGE_ROOT, '..', 'shared', 'data');
const skip = existsSync(DATA) ? false : 'needs ../shared/data, which is no part of the repository';

/** As many words in a row are a quotation. */
const RUN = 8;

/** Works whose title on the page is not the one that arXiv states; we keep arXiv's. */
const RENAMED: Readonly<Record<string, string>> = {
  'MathBridge: A Large-Scale Dataset for Translating Mathematical Expressions into Formula Images': '2408.07081',
  'ATTS: Asynchronous Test-Time Scaling via Conformal Prediction': '2509.15148',
  'MetaState: Persistent Working Memory Enhances Reasoning in Discrete Diffusion Language Models': '2603.01331',
  'Bottlenecked Transformers: Periodic KV Cache Consolidation for Generalised Reasoning': '2505.16950',
};

interface Source {
  id: string;
  title: string;
  abstract: string;
  authors: string[];
  published: string;
}

const records = readStarter();
const sources = new Map<string, Source>();

async function readSources(): Promise<void> {
  const wanted = new Set(records.flatMap(({ id }) => id ?? []));
  for (const file of readdirSync(DATA).filter((name) => name.startsWith('arxiv-'))) {
    const zstd = spawn('zstd', ['-dc', '--long=27', join(DATA, file)], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: zstd.stdout })) {
      const id = /^\{"id": "([^"]+)"/.exec(line)?.[1] ?? '';
      if (wanted.has(id)) sources.set(id, JSON.parse(line) as Source);
    }
  }
}

/** The abstract on the pasted page of a paper that has no id: the paragraph after its title. */
function abstractOnPage(page: string, title: string): string {
  const lines = page.split('\n').filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => cleanLine(line) === title);
  assert.ok(at >= 0, `"${title}" is not on the page`);
  return lines[at + 1] ?? '';
}

describe('the starter corpus beside its sources', { skip }, () => {
  const page = skip ? '' : readFileSync(join(DATA, 'daily-papers-page.txt'), 'utf8');
  before(readSources);

  it('states the title, authors, id and date that the sources state', () => {
    for (const record of records.filter(({ id }) => id !== undefined)) {
      const source = sources.get(record.id ?? '');
      assert.ok(source, `${record.id} is in the data`);
      assert.equal(record.title, cleanLine(source.title));
      assert.deepEqual(record.authors ?? [], source.authors.map(cleanLine));
      assert.equal(record.published, source.published.slice(0, 10));
    }
  });

  it('has every paper on the Daily Papers page', () => {
    const titles = new Set(records.map(({ title }) => wordsOf(title).join(' ')));
    const ids = new Set(records.map(({ id }) => id));
    // A title is a line before an abstract: a long line after a short one, with a blank line between.
    const lines = page
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const onPage = lines.filter((line, i) => line.length < 250 && (lines[i + 1]?.length ?? 0) > 300);
    assert.ok(onPage.length >= 50, `${onPage.length} titles on the page`);
    const missing = onPage.filter((title) => !titles.has(wordsOf(title).join(' ')) && !ids.has(RENAMED[title] ?? ''));
    assert.deepEqual(missing, []);
  });

  it(`shares no run of ${RUN} words with an abstract`, () => {
    for (const record of records) {
      const abstract = wordsOf(record.id === undefined ? abstractOnPage(page, record.title) : (sources.get(record.id)?.abstract ?? ''));
      const runs = new Set(abstract.map((_, i) => abstract.slice(i, i + RUN).join(' ')).filter((run) => run.split(' ').length === RUN));
      const summary = wordsOf(record.summary);
      const shared = summary.map((_, i) => summary.slice(i, i + RUN).join(' ')).find((run) => runs.has(run));
      assert.equal(shared, undefined, `"${record.title}" shares "${shared}"`);
    }
  });
});
