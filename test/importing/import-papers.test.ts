import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ReadItem } from '../../src/formats/format-parser.js';
import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { type ImportJob, importPapers } from '../../src/importing/import-papers.js';
import type { Paper } from '../../src/paper/paper.js';
import { RejectsFiles } from '../../src/stores/files/rejects-files.js';
import type { ImportCheckpoint, ImportReport } from '../../src/stores/paper-store.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { type MemoryOptions, MemorySource } from '../support/memory-source.js';
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

const asPaper = (record: unknown) => record as Paper;

async function setUp() {
  const folder = await temporaryFolder();
  const store = await SqliteStore.open(folder);
  const writer = await store.openWriter('test');
  const rejectsPath = join(folder, 'rejects', 'source.jsonl');
  return {
    folder,
    store,
    writer,
    run: (items: AsyncIterable<ReadItem>, { name, state, toPaper = asPaper, ...job }: Partial<ImportJob> & MemoryOptions = {}) =>
      importPapers(store, writer, new MemorySource(items, { name, state, toPaper }), {
        rejects: new RejectsFiles(folder),
        rejectsPath,
        ...job,
      }),
    rejects: async () => (await readFile(rejectsPath, 'utf8')).trimEnd().split('\n'),
    count: async () => (await store.counts('no model')).papers,
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

  it('begins anew where the source has changed since it was interrupted', async () => {
    const { run, rejects, close } = await setUp();
    const controller = new AbortController();
    await run(records(1_800), { signal: controller.signal, onProgress: () => controller.abort() });
    const { report, finished } = await run(records(1_800), { state: 'later' });
    assert.deepEqual(report, { ...EXPECTED, new: 1_170, same: 450 });
    assert.ok(finished);
    assert.equal((await rejects()).length, 180);
    await close();
  });

  it('begins anew where an earlier version was interrupted, which kept a number of records', async () => {
    const { store, writer, run, rejects, close } = await setUp();
    const { identity } = new MemorySource(records(0));
    const earlier = { source: identity, records: 500, rejectsBytes: 10, report: { ...EXPECTED, read: 500 }, finished: false };
    await writer.put([], () => earlier as unknown as ImportCheckpoint);
    assert.ok(await store.checkpoint(identity));
    assert.deepEqual((await run(records(1_800))).report, EXPECTED);
    assert.equal((await rejects()).length, 180);
    await close();
  });

  it('does not go on where another source was interrupted', async () => {
    const { run, close } = await setUp();
    const controller = new AbortController();
    await run(records(1_800), { signal: controller.signal, onProgress: () => controller.abort() });
    assert.equal((await run(records(600), { name: 'another' })).report.read, 600);
    assert.equal((await run(records(1_800))).report.read, 1_800);
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

  it('has taken in all that was read when the source breaks off', async () => {
    const { run, count, close } = await setUp();
    await assert.rejects(run(records(300, 290)), /disk went away/);
    assert.equal(await count(), 261);
    await close();
  });

  it('rejects a record nested 20,000 deep alone', async () => {
    const { run, rejects, close } = await setUp();
    const nested: unknown = JSON.parse(`{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    const items = async function* (): AsyncGenerator<ReadItem> {
      yield* records(9);
      yield { line: 10, record: nested };
      yield { line: 11, record: paperNumber(10) };
    };
    const { report } = await run(items(), { toPaper: paperOfRecord });
    assert.deepEqual([report.new, report.rejected], [10, 1]);
    assert.deepEqual(
      (await rejects()).map((line) => JSON.parse(line)),
      [{ line: 10, problem: 'has no title', excerpt: '(object)' }],
    );
    await close();
  });

  it('writes 10,000 rejects and says how many more there were, however often it was interrupted', async () => {
    const { run, rejects, close } = await setUp();
    const broken = async function* (): AsyncGenerator<ReadItem> {
      for (let i = 1; i <= 12_345; i++) yield { line: i, problem: 'is broken', excerpt: 'x'.repeat(9_999) };
    };
    for (let stops = 0; ; stops++) {
      const controller = new AbortController();
      const stop = ({ read }: ImportReport) => {
        if (read >= 4_000 * (stops + 1)) controller.abort();
      };
      const { report, finished } = await run(broken(), { signal: controller.signal, onProgress: stop });
      if (!finished) continue;
      assert.equal(stops, 3);
      assert.equal(report.rejected, 12_345);
      break;
    }
    const lines = (await rejects()).map((line) => JSON.parse(line));
    assert.equal(lines.length, 10_001);
    assert.deepEqual(
      lines.slice(0, 10_000).map(({ line }) => line),
      Array.from({ length: 10_000 }, (_, i) => i + 1),
    );
    assert.equal(lines[0].excerpt.length, 500);
    assert.match(lines[10_000].problem, /^2345 more records/);
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

  it('rejects what is no paper with the reason, and a record that makes it fail in any other way', async () => {
    const { run, rejects, close } = await setUp();
    const refuse = () => {
      throw new RangeError('has no title');
    };
    assert.equal((await run(records(5), { toPaper: refuse })).report.rejected, 5);
    assert.match((await rejects())[0] ?? '', /has no title/);
    const fail = () => {
      throw new TypeError('a fault of ours');
    };
    assert.equal((await run(records(5), { toPaper: fail, name: 'another' })).report.rejected, 5);
    assert.match((await rejects())[0] ?? '', /cannot be taken: a fault of ours/);
    await close();
  });
});
