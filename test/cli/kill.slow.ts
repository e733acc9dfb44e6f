import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ImportCheckpoint } from '../../src/stores/paper-store.js';
import { openSqlite, prepared } from '../../src/stores/sqlite/connection.js';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

/** With these, 20 kills in all; the moments are random, but the same in each run. */
const READING_KILLS = 14;
const EMBEDDING_KILLS = 6;
const random = seededRandom(20_261_124);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the database of a home holds, read by SQLite itself and not by our code. */
async function inspect(home: string) {
  const db = await openSqlite(join(home, 'papers.db'), { readonly: true });
  try {
    const checkpoint = prepared<[], string>(db, 'SELECT checkpoint FROM imports').pluck().get();
    return {
      integrity: prepared(db, 'PRAGMA integrity_check').pluck().get(),
      papers: prepared(db, 'SELECT id, title, abstract, facts FROM papers ORDER BY id').all(),
      vectors: new Map(prepared<[], [string, Buffer]>(db, 'SELECT text_hash, vector FROM vectors').raw().all()),
      checkpoint: checkpoint === undefined ? undefined : (JSON.parse(checkpoint) as ImportCheckpoint),
    };
  } finally {
    db.close();
  }
}

/** Starts an import and kills it some time after it has begun to report; gives what it said until then. */
async function killDuring(args: readonly string[], home: string, sign: RegExp, longest: number): Promise<string> {
  const child = startCli(args, { home });
  const end = finished(child);
  await Promise.race([output(child.stderr, sign).then(() => pause(random() * longest)), end]);
  child.kill('SIGKILL');
  return (await end).stderr;
}

describe('an import that is killed', () => {
  it('loses nothing that it acknowledged, and ends with the papers of an undisturbed one', async () => {
    const [home, undisturbed] = [await temporaryFolder(), await temporaryFolder()];
    const file = join(home, 'records.jsonl');
    const lines = Array.from({ length: 60_000 }, (_, i) => {
      if (i % 500 === 3) return `{"broken": ${i}`;
      // Some come twice, in another spelling, so that merging is interrupted, too.
      const work = i % 50 === 7 ? i - 1 : i;
      return JSON.stringify({
        title: `Invented work number ${work} of a great many`,
        abstract: `It is about ${work}.`.repeat(1 + (i % 9)),
        authors: ['A. B'],
      });
    });
    await writeFile(file, lines.join('\n'));
    const args = ['import', file, '--no-embed'];

    let acknowledged = 0;
    for (let kill = 0; kill < READING_KILLS; kill++) {
      await killDuring(args, home, /reading \d+%/, 700);
      const { integrity, papers, checkpoint } = await inspect(home);
      assert.equal(integrity, 'ok');
      assert.ok(checkpoint, 'the first batch was reported, so it is there');
      assert.ok(checkpoint.records >= acknowledged, `${checkpoint.records} records after ${acknowledged}`);
      acknowledged = checkpoint.finished ? 0 : checkpoint.records;
      if (!checkpoint.finished) assert.equal(papers.length, checkpoint.report.new, 'papers and checkpoint agree');
      if (checkpoint.report.rejected > 0) {
        const rejects = join(home, 'rejects');
        assert.ok(existsSync(rejects), 'what was rejected is on disk before it is counted');
      }
    }

    const resumed = JSON.parse((await runCli([...args, '--json', '--quiet'], { home })).stdout);
    const whole = JSON.parse((await runCli([...args, '--json', '--quiet'], { home: undisturbed })).stdout);
    assert.deepEqual(resumed.report, whole.report);
    assert.deepEqual((await inspect(home)).papers, (await inspect(undisturbed)).papers);
    assert.equal(await readFile(resumed.rejectsPath, 'utf8'), await readFile(whole.rejectsPath, 'utf8'));
  });

  it('keeps the vectors that it made, and makes only the others', async () => {
    const [home, undisturbed] = [await temporaryFolder(), await temporaryFolder()];
    const file = join(home, 'records.jsonl');
    const sentence = (i: number) => `We study question ${i} with method ${i % 7} on data set ${i % 11} and report what we found. `;
    const records = Array.from({ length: 2_500 }, (_, i) => ({
      title: `Invented work number ${i}`,
      abstract: sentence(i).repeat(3 + (i % 5)),
      authors: ['A. B'],
    }));
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));

    let made = 0;
    for (let kill = 0; kill < EMBEDDING_KILLS; kill++) {
      await killDuring(['import', file], home, /embedding \d+%/, 2_500);
      const { integrity, papers, vectors } = await inspect(home);
      assert.equal(integrity, 'ok');
      assert.equal(papers.length, 2_500);
      assert.ok(vectors.size >= made, `${vectors.size} vectors after ${made}`);
      made = vectors.size;
    }
    assert.ok(made > 0);

    const resumed = JSON.parse((await runCli(['import', file, '--json', '--quiet'], { home })).stdout);
    assert.equal(resumed.embedded, 2_500 - made);
    await runCli(['import', file, '--quiet'], { home: undisturbed });
    const [one, other] = [await inspect(home), await inspect(undisturbed)];
    assert.deepEqual(one.papers, other.papers);
    assert.deepEqual([...one.vectors.keys()].sort(), [...other.vectors.keys()].sort());
    const answer = async (folder: string) =>
      JSON.parse((await runCli(['search', 'question 17', '-k', '10', '--json'], { home: folder })).stdout);
    assert.equal((await answer(home)).results.length, 10);
    assert.equal((await answer(undisturbed)).results.length, 10);
  });
});
