import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { CalibrationCurve, knotsOf } from '../../src/search/calibration.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

describe('a curve of percentiles', () => {
  it('never falls with the score, stays within 0 and 1, and is right to 40% of the share above where it was measured', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 3, noNaN: true }), { minLength: 1, maxLength: 300 }), (scores) => {
        const curve = new CalibrationCurve(knotsOf(scores.map((score) => ({ score, weight: 1 }))));
        const rising = [...scores].sort((a, b) => a - b);
        let last = 0;
        for (const score of rising) {
          const percentile = curve.percentile(score);
          assert.ok(percentile >= last && percentile < 1, `${percentile} after ${last}`);
          const above = scores.filter((other) => other >= score).length / scores.length;
          assert.ok(1 - percentile <= above * 1.6 + 1e-9, `${1 - percentile} of ${above}`);
          last = percentile;
        }
      }),
    );
  });

  it('has the logarithm of the share above as a straight line between knots, and goes on level beyond them', () => {
    const curve = new CalibrationCurve([
      [0, 1],
      [1, 0.1],
      [3, 0.001],
    ]);
    const expected = [0, 0, 1 - 10 ** -0.5, 0.9, 1 - 10 ** -1.5, 0.99, 0.999, 0.999];
    [-1, 0, 0.5, 1, 1.5, 2, 3, 9].forEach((score, i) => {
      assert.ok(Math.abs(curve.percentile(score) - (expected[i] ?? 0)) < 1e-12, String(score));
    });
  });

  it('has five knots a decade of shares, and those at both ends', () => {
    const scores = Array.from({ length: 1_000 }, (_, i) => i);
    const knots = knotsOf(scores.map((score) => ({ score, weight: 1 })));
    assert.deepEqual(
      [knots[0], knots.at(-1)],
      [
        [0, 1],
        [999, 0.001],
      ],
    );
    assert.ok(knots.length >= 15 && knots.length <= 20, String(knots.length));
    for (const [score, share] of knots) assert.ok(Math.abs(share - (1_000 - score) / 1_000) < 1e-12);
    for (const [i, [, share]] of knots.slice(1).entries()) {
      const factor = (knots[i]?.[1] ?? 0) / share;
      // One sample may be more than that among the few best.
      assert.ok(factor > 1 && (factor <= 10 ** 0.2 + 1e-9 || share <= 0.003), `${factor} at ${share}`);
    }
  });

  it('does not fall by rounding between a score just below a knot and the knot', () => {
    const scores = [-1.9e-165, -0.0013, -2e-127, -1.4e-213, 4e-307, 2.5e-132, -1e-279, -4.6e-262, 4.3e-116, 1.3e-160, 8.7e-6];
    const curve = new CalibrationCurve(knotsOf(scores.map((score) => ({ score, weight: 1 }))));
    const percentiles = [...scores].sort((a, b) => a - b).map((score) => curve.percentile(score));
    assert.deepEqual(
      percentiles,
      [...percentiles].sort((a, b) => a - b),
    );
  });

  it('counts a pair for as many as it stands for', () => {
    const curve = new CalibrationCurve(
      knotsOf([
        { score: 1, weight: 1 },
        { score: 0, weight: 99 },
      ]),
    );
    assert.ok(Math.abs(curve.percentile(1) - 0.99) < 1e-9);
    assert.equal(curve.percentile(0), 0);
    assert.equal(curve.percentile(2), curve.percentile(1));
  });
});

describe('the percentile of an answer', async () => {
  const { engine, home } = await openTestEngine();
  after(() => engine.close());

  it('is high for papers of one subject and low for those of another, in every mode', async () => {
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
      const { results } = await engine.similar({ ids: ['2501.00003'], k: INVENTED_PAPERS.length, mode });
      const shares = (category: string) =>
        results.filter(({ paper }) => paper.categories[0] === category).map((one) => one.percentile ?? -1);
      assert.equal(shares('cs.CL').length, 9, mode);
      // Of all pairs 9 in 29 are of one subject.
      assert.ok(Math.min(...shares('cs.CL')) > Math.max(0.5, ...shares('q-bio.BM')), mode);
    }
    const { results } = await engine.search({ query: 'sequences of proteins', k: 30 });
    assert.ok((results[0]?.percentile ?? 0) > 0.8);
  });

  it('says what an answer has to have at least', async () => {
    const every = (await engine.similar({ ids: ['2501.00003'], k: 30 })).results;
    const { results } = await engine.similar({ ids: ['2501.00003'], k: 30, minScore: 0.7 });
    assert.deepEqual(
      results,
      every.filter(({ percentile = 0 }) => percentile >= 0.7),
    );
    assert.ok(results.length >= 9 && results.length < every.length);
  });

  it('is kept beside the index, and measured anew when the file is damaged', async () => {
    const index = join(home, 'index');
    const [folder] = (await readdir(index)).filter((name) => name !== 'words');
    const file = join(index, folder ?? '', 'calibration.json');
    const before = JSON.parse(await readFile(file, 'utf8'));
    assert.equal(before.papers, INVENTED_PAPERS.length);
    assert.deepEqual(Object.keys(before.curves).sort(), [
      'search/dense',
      'search/hybrid',
      'search/lexical',
      'similar/dense',
      'similar/hybrid',
      'similar/lexical',
    ]);
    await writeFile(file, '{');
    const { openEngine } = await import('../../src/open.js');
    const other = await openEngine({ home });
    await other.similar({ ids: ['2501.00003'], minScore: 0.5 });
    await other.close();
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), before);
  });

  it('is as it was kept where that is of these models, and else measured anew', async () => {
    const [folder] = (await readdir(join(home, 'index'))).filter((name) => name !== 'words');
    const file = join(home, 'index', folder ?? '', 'calibration.json');
    const before = await readFile(file, 'utf8');
    // Without a checksum, as older versions wrote it, it is taken as it is.
    const { crc32: _checksum, ...told } = JSON.parse(before);
    const level = Object.fromEntries(Object.keys(told.curves).map((name) => [name, [[-9, 0.25]]]));
    const percentileWith = async (change: object) => {
      await writeFile(file, JSON.stringify({ ...told, curves: level, ...change }));
      const { openEngine } = await import('../../src/open.js');
      const other = await openEngine({ home });
      const { results } = await other.similar({ ids: ['2501.00003'], k: 1, minScore: 0.1 });
      await other.close();
      return results[0]?.percentile;
    };
    assert.equal(await percentileWith({}), 0.75);
    assert.ok(((await percentileWith({ identity: 'of another model' })) ?? 0) > 0.9);
    assert.equal(await readFile(file, 'utf8'), before);
  });

  it('is measured anew when the corpus has grown', async () => {
    const more = Array.from({ length: 10 }, (_, i) => ({
      id: `2504.000${10 + i}`,
      title: `Moss on stones, part ${'abcdefghij'[i]}`,
      abstract: 'Where moss grows and what it lives on.',
    }));
    const file = join(home, 'more.jsonl');
    await writeFile(file, more.map((record) => JSON.stringify(record)).join('\n'));
    await engine.importPapers({ path: file });
    const [folder] = (await readdir(join(home, 'index'))).filter((name) => name !== 'words');
    const now = JSON.parse(await readFile(join(home, 'index', folder ?? '', 'calibration.json'), 'utf8'));
    assert.equal(now.papers, INVENTED_PAPERS.length + 10);
  });
});
