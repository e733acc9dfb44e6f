import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { averagePrecision, coverageOf, diversityOf, median, ndcgAt, percentile, recallAt, shareOf } from '../../src/evaluate/metrics.js';

const list = fc.uniqueArray(fc.nat(15), { maxLength: 12 });
const relevant = fc.uniqueArray(fc.nat(15), { maxLength: 8 }).map((ids) => new Set(ids));
const k = fc.integer({ min: 1, max: 14 });
const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

describe('measures of a list', () => {
  it('are 1 when all that is relevant stands first, 0 when nothing of it is there, and between these else', () => {
    fc.assert(
      fc.property(list, relevant, k, (ranked, wanted, at) => {
        fc.pre(wanted.size > 0);
        const strangers = ranked.filter((id) => !wanted.has(id));
        for (const measure of [ndcgAt, recallAt].map((each) => (of: number[]) => each(at, of, wanted))) {
          close(measure([...wanted, ...strangers]), 1);
          assert.equal(measure(strangers), 0);
          const value = measure(ranked);
          assert.ok(value >= 0 && value <= 1 + 1e-9);
        }
        close(averagePrecision([...wanted, ...strangers], wanted), 1);
        assert.equal(averagePrecision(strangers, wanted), 0);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('are what their definitions say, counted place by place', () => {
    fc.assert(
      fc.property(list, relevant, k, (ranked, wanted, at) => {
        fc.pre(wanted.size > 0);
        let [gain, ideal, hits, precisions] = [0, 0, 0, 0];
        for (let place = 1; place <= at; place++) {
          const id = ranked[place - 1];
          if (id !== undefined && wanted.has(id)) gain += Math.LN2 / Math.log(place + 1);
          if (place <= wanted.size) ideal += Math.LN2 / Math.log(place + 1);
        }
        close(ndcgAt(at, ranked, wanted), gain / ideal);
        for (let place = 1; place <= ranked.length; place++) {
          const above = ranked.slice(0, place).filter((id) => wanted.has(id)).length;
          if (wanted.has(ranked[place - 1] as number)) precisions += above / place;
          if (place <= at) hits = above;
        }
        close(averagePrecision(ranked, wanted), precisions / wanted.size);
        close(recallAt(at, ranked, wanted), hits / Math.min(at, wanted.size));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('never fall when a relevant paper moves up', () => {
    fc.assert(
      fc.property(list, relevant, k, fc.nat(10), (ranked, wanted, at, place) => {
        const [above, below] = [ranked[place], ranked[place + 1]];
        fc.pre(above !== undefined && below !== undefined && !wanted.has(above) && wanted.has(below));
        const better = ranked.with(place, below).with(place + 1, above);
        assert.ok(ndcgAt(at, better, wanted) >= ndcgAt(at, ranked, wanted));
        assert.ok(recallAt(at, better, wanted) >= recallAt(at, ranked, wanted));
        assert.ok(averagePrecision(better, wanted) > averagePrecision(ranked, wanted));
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('tell how unlike its papers are: 0 of copies and of one alone, 1 of what has nothing in common', () => {
    assert.equal(diversityOf([1, 1, 1, 1]), 0);
    assert.equal(diversityOf([1, 0, 0, 1]), 1);
    assert.equal(diversityOf([1]), 0);
    assert.equal(diversityOf([]), 0);
    close(diversityOf([1, 0.5, 0.2, 0.5, 1, 0.2, 0.2, 0.2, 1]), 0.7);
    close(diversityOf([1, Number.NaN, Number.NaN, Number.NaN]), 1);
  });

  it('tell how much of a corpus is shown to anybody, and which share of a list something holds for', () => {
    assert.equal(coverageOf([[1, 2], [2, 3], []], 12), 0.25);
    assert.equal(coverageOf([], 0), 0);
    assert.equal(
      shareOf([1, 2, 3, 4], (n) => n > 3),
      0.25,
    );
    assert.equal(
      shareOf([], () => true),
      0,
    );
  });

  it('have percentiles that as many values do not exceed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const value = percentile(values, share);
        assert.ok(values.filter((each) => each <= value).length >= share * values.length - 1e-6);
        assert.ok(values.filter((each) => each < value).length < share * values.length + 1e-6);
      }),
      { numRuns: 200, seed: 4 },
    );
    assert.equal(median([4, 1, 3]), 3);
    assert.equal(median([4, 1]), 1);
    assert.ok(Number.isNaN(median([])));
  });
});
