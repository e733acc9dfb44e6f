import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { ReadItem } from '../../src/formats/format-parser.js';
import { openEngine } from '../../src/open.js';
import { MemorySource, slowly } from '../support/memory-source.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();
const engine = await openEngine({ home });
after(() => engine.close());

const record = (number: number, what: string): ReadItem => ({
  line: number,
  record: { title: `Invented ${what} number ${number} of many` },
});

async function* records(count: number, what: string): AsyncGenerator<ReadItem> {
  for (let number = 1; number <= count; number++) yield record(number, what);
}

/** Says whether it has been closed. */
class WatchedSource extends MemorySource {
  closed = false;

  override async close(): Promise<void> {
    this.closed = true;
    await super.close();
  }
}

describe('an import from a source that is no file', () => {
  it('takes its papers in, says what it was, and closes it', async () => {
    const source = new WatchedSource(records(20, 'work'), { name: 'works' });
    const phases = new Set<string>();
    const summary = await engine.importFrom({ source }, { onProgress: ({ phase }) => phases.add(phase) });
    assert.deepEqual([summary.report.new, summary.embedded, summary.finished, summary.format], [20, 20, true, 'memory']);
    assert.ok(phases.has('reading') && phases.has('embedding'));
    assert.ok(source.closed);
  });

  it('ends at once when it is interrupted while the source waits, keeps what has come, and goes on there', {
    timeout: 10_000,
  }, async () => {
    const items = [1, 2, 3].map((number) => record(number, 'study'));
    const interrupt = new AbortController();
    const begun = engine.importFrom(
      { source: new MemorySource(slowly(items), { name: 'studies' }), embed: false },
      { signal: interrupt.signal },
    );
    setTimeout(() => interrupt.abort(), 200);
    const first = await begun;
    assert.deepEqual([first.report.new, first.finished], [3, false]);
    const { report, finished } = await engine.importFrom({
      source: new MemorySource(records(5, 'study'), { name: 'studies' }),
      embed: false,
    });
    assert.deepEqual([report.read, report.new, report.same, finished], [5, 5, 0, true]);
  });

  it('closes the source when it cannot begin', async () => {
    const source = new WatchedSource(records(1, 'thing'));
    await assert.rejects(engine.importFrom({ source }, { signal: AbortSignal.abort() }), { code: 'INTERRUPTED' });
    assert.ok(source.closed);
  });
});

describe('an import of a file', () => {
  it('begins anew where the file has changed since it was interrupted', async () => {
    const path = join(home, 'many.jsonl');
    const lines = Array.from({ length: 1_200 }, (_, i) => JSON.stringify({ title: `Invented volume number ${i} of many` }));
    await writeFile(path, lines.join('\n'));
    const interrupt = new AbortController();
    const onProgress = () => interrupt.abort();
    const first = await engine.importPapers({ path, embed: false }, { signal: interrupt.signal, onProgress });
    assert.equal(first.finished, false);
    assert.ok(first.report.new >= 500 && first.report.new < 1_200);
    await writeFile(path, lines.slice(1).join('\n'));
    const { report } = await engine.importPapers({ path, embed: false });
    assert.deepEqual([report.read, report.same], [1_199, first.report.new - 1]);
  });

  it('begins anew where it is read in another format than when it was interrupted', async () => {
    const path = join(home, 'one-array.json');
    const works = Array.from({ length: 1_200 }, (_, i) => ({ title: `Invented essay number ${i} of many` }));
    await writeFile(path, works.map((work) => JSON.stringify(work)).join('\n'));
    const interrupt = new AbortController();
    const onProgress = () => interrupt.abort();
    await engine.importPapers({ path, embed: false }, { signal: interrupt.signal, onProgress });
    // A second document is an error of JSON: one record, and the problem behind it.
    assert.equal((await engine.importPapers({ path, embed: false, format: 'json' })).report.read, 2);
  });

  it('refuses a format that there is not', async () => {
    const path = join(home, 'many.jsonl');
    await assert.rejects(engine.importPapers({ path, format: 'xml' as never }), { code: 'INVALID_INPUT', value: 'xml' });
  });
});
