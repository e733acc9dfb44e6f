import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import type { ImportSummary } from '../../src/engine.js';
import { runCli } from '../support/cli.js';
import { assertSound, killAfter, recordLine } from '../support/killed-import.js';
import { seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';
import { type Evidence, evidence } from '../support/witness.js';

/** With these, 20 kills in all; the moments are shares of what an undisturbed import takes here, the same in each run. */
const READING_KILLS = 14;
const EMBEDDING_KILLS = 6;
/** Share of an undisturbed import after which the latest kill comes: early enough that one import meets several. */
const READING_SHARE = 0.4;
/** Later, since vectors are committed seconds apart. */
const EMBEDDING_SHARE = 0.9;
const random = seededRandom(20_261_124);

/** Lets an import run to its end; says how long it took. */
async function importWhole(args: readonly string[], home: string) {
  const begun = performance.now();
  const { code, stdout, stderr } = await runCli([...args, '--json', '--quiet'], { home });
  assert.equal(code, 0, stderr);
  const { report, embedded, rejectsPath } = JSON.parse(stdout) as ImportSummary;
  return { report, embedded, rejectsPath: rejectsPath ?? '', milliseconds: performance.now() - begun };
}

describe('an import that is killed', () => {
  it('loses nothing that it acknowledged, and ends with the papers, the report and the rejects of an undisturbed one', async (t) => {
    const [folder, undisturbed] = [await temporaryFolder(), await temporaryFolder()];
    const file = join(folder, 'records.jsonl');
    await writeFile(file, Array.from({ length: 60_000 }, (_, i) => recordLine(i)).join('\n'));
    const args = ['import', file, '--no-embed'];
    const whole = await importWhole(args, undisturbed);
    for (const [outcome, count] of Object.entries(whole.report)) assert.ok(count > 0, `nothing is ${outcome}`);
    const { papers } = evidence(undisturbed) as Evidence;
    const rejects = await readFile(whole.rejectsPath);
    const rejectsOf = (home: string) => readFile(join(home, 'rejects', basename(whole.rejectsPath)));

    let [kills, whileReading, homes] = [0, 0, 0];
    while (kills < READING_KILLS) {
      const home = await temporaryFolder();
      homes++;
      let found: Evidence | undefined;
      while (kills < READING_KILLS && found?.checkpoint?.finished !== true) {
        const { seen, killed } = await killAfter(args, home, random() * READING_SHARE * whole.milliseconds);
        found = evidence(home);
        assertSound(found, seen);
        const { report, rejectsBytes = 0, finished = false } = found?.checkpoint ?? {};
        if (rejectsBytes > 0) assert.ok((await rejectsOf(home)).subarray(0, rejectsBytes).equals(rejects.subarray(0, rejectsBytes)));
        if (killed) kills++;
        if (killed && !finished && (report?.read ?? 0) > 0) whileReading++;
      }
      if (found?.checkpoint?.finished !== true) assert.deepEqual((await importWhole(args, home)).report, whole.report);
      const end = evidence(home);
      assert.deepEqual(end?.checkpoint?.report, whole.report);
      assert.deepEqual(end?.papers, papers);
      assert.ok((await rejectsOf(home)).equals(rejects));
    }
    t.diagnostic(`${kills} kills, ${whileReading} of them while it read, in ${homes} homes`);
    assert.ok(whileReading >= READING_KILLS / 2, `only ${whileReading} kills met it while it read`);
    assert.ok(homes <= READING_KILLS / 2, 'no import was killed again and again');
  });

  it('keeps the vectors that it made, and makes only the others', async (t) => {
    const [folder, undisturbed] = [await temporaryFolder(), await temporaryFolder()];
    const file = join(folder, 'records.jsonl');
    const sentence = (i: number) => `We study question ${i} with method ${i % 7} on data set ${i % 11} and report what we found. `;
    const records = Array.from({ length: 900 }, (_, i) => ({
      title: `Invented work number ${i}`,
      abstract: sentence(i).repeat(3 + (i % 5)),
      authors: ['Ada Author'],
    }));
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
    const args = ['import', file];
    const whole = await importWhole(args, undisturbed);
    const wanted = evidence(undisturbed) as Evidence;
    assert.equal(wanted.vectors.size, records.length);

    let [kills, whileEmbedding, homes] = [0, 0, 0];
    while (kills < EMBEDDING_KILLS) {
      const home = await temporaryFolder();
      homes++;
      let made = 0;
      while (kills < EMBEDDING_KILLS && made < records.length) {
        const { seen, killed } = await killAfter(args, home, random() * EMBEDDING_SHARE * whole.milliseconds);
        const found = evidence(home);
        assertSound(found, seen, records.length);
        assert.ok((found?.vectors.size ?? 0) >= made, 'a vector is gone');
        made = found?.vectors.size ?? 0;
        if (killed) kills++;
        if (killed && made > 0 && made < records.length) whileEmbedding++;
      }
      assert.equal((await importWhole(args, home)).embedded, records.length - made);
      const end = evidence(home) as Evidence;
      assert.deepEqual(end.papers, wanted.papers);
      assertLike(end.vectors, wanted.vectors);
      const { stdout } = await runCli(['search', 'question 17', '-k', '10', '--json'], { home });
      assert.equal(JSON.parse(stdout).results.length, 10);
    }
    t.diagnostic(`${kills} kills, ${whileEmbedding} of them between vectors, in ${homes} homes`);
    assert.ok(whileEmbedding > 0, 'no kill met it while it embedded');
  });
});

/** The same texts have vectors, and these point the same way: a batch of another make-up rounds otherwise. */
function assertLike(one: Evidence['vectors'], other: Evidence['vectors']): void {
  assert.deepEqual([...one.keys()].sort(), [...other.keys()].sort());
  for (const [hash, vector] of one) {
    const [a, b] = [floats(vector), floats(other.get(hash) as Buffer)];
    const cosine = a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b));
    assert.ok(cosine > 0.99, `${hash} has cosine ${cosine}`);
  }
}

function floats(vector: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(vector).buffer);
}
