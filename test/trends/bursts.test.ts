import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { burstsOf } from '../../src/trends/bursts.js';
import { poisson } from '../support/counts.js';
import { seededRandom } from '../support/random.js';

function planted(seed: number, factor: (at: number) => number, periods = 100) {
  const random = seededRandom(seed);
  const totals = Uint32Array.from({ length: periods }, (_, at) => 1_000 + 30 * at);
  const counts = Array.from(totals, (total, at) => poisson(total * 0.01 * factor(at), random));
  return { timeline: { totals, complete: periods }, counts };
}

/** The cost of a course of states as the paper defines it, and the cheapest of all courses. */
function cheapest(totals: readonly number[], counts: readonly number[]): boolean[] {
  const share = counts.reduce((a, b) => a + b, 0) / totals.reduce((a, b) => a + b, 0);
  const shares = [share, Math.min(0.9999, 2 * share)];
  let best = { cost: Number.POSITIVE_INFINITY, states: [] as boolean[] };
  for (let course = 0; course < 2 ** totals.length; course++) {
    const states = totals.map((_, at) => ((course >> at) & 1) === 1);
    let cost = 0;
    states.forEach((isRaised, at) => {
      const p = shares[isRaised ? 1 : 0] as number;
      const [r, d] = [counts[at] as number, totals[at] as number];
      cost -= r * Math.log(p) + (d - r) * Math.log(1 - p);
      if (isRaised && !states[at - 1]) cost += Math.log(totals.length);
    });
    if (cost < best.cost - 1e-9) best = { cost, states };
  }
  return best.states;
}

describe('bursts', () => {
  it('begin and end where they were planted', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { timeline, counts } = planted(seed, (at) => ((at >= 20 && at < 30) || (at >= 60 && at < 64) ? 3 : 1));
      const bursts = burstsOf(timeline, counts);
      assert.deepEqual(
        bursts.map(({ begin, end }) => [begin, end]),
        [
          [20, 29],
          [60, 63],
        ],
      );
      assert.ok(bursts.every(({ weight, isOpen }) => weight > 0 && !isOpen));
      assert.ok((bursts[0]?.weight ?? 0) > (bursts[1]?.weight ?? 0));
    }
  });

  it('are not made by growth of the whole, and hardly by chance', () => {
    const chance = Array.from({ length: 20 }, (_, i) => planted(10 + i, () => 1)).flatMap(({ timeline, counts }) =>
      burstsOf(timeline, counts),
    );
    assert.ok(chance.length <= 3, String(chance.length));
    assert.ok(chance.every(({ begin, end, weight }) => end - begin < 2 && weight < 10));
  });

  it('are open when they reach to the last complete period, and periods after it are not looked at', () => {
    const { timeline, counts } = planted(6, (at) => (at >= 90 ? 3 : 1));
    assert.deepEqual(
      burstsOf(timeline, counts).map(({ begin, end, isOpen }) => [begin, end, isOpen]),
      [[90, 99, true]],
    );
    const open = burstsOf({ ...timeline, complete: 95 }, [...counts.slice(0, 95), 0, 0, 0, 0, 0]);
    assert.deepEqual(
      open.map(({ end, isOpen }) => [end, isOpen]),
      [[94, true]],
    );
  });

  it('are the cheapest of all courses of the automaton', () => {
    const batch = fc.integer({ min: 0, max: 60 }).chain((d) => fc.tuple(fc.constant(d), fc.integer({ min: 0, max: Math.min(d, 12) })));
    fc.assert(
      fc.property(fc.array(batch, { minLength: 2, maxLength: 9 }), (batches) => {
        const totals = batches.map(([d]) => d);
        const counts = batches.map(([, r]) => r);
        const [papers, all] = [counts.reduce((a, b) => a + b, 0), totals.reduce((a, b) => a + b, 0)];
        fc.pre(papers > 0 && papers < all);
        const states = new Array<boolean>(totals.length).fill(false);
        for (const { begin, end } of burstsOf({ totals: Uint32Array.from(totals), complete: totals.length }, counts))
          states.fill(true, begin, end + 1);
        const gain = (course: readonly boolean[]) => costOf(totals, counts, course);
        assert.ok(Math.abs(gain(states) - gain(cheapest(totals, counts))) < 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('of nothing, and of what every paper is, are none', () => {
    assert.deepEqual(burstsOf({ totals: Uint32Array.of(5, 5), complete: 2 }, [0, 0]), []);
    assert.deepEqual(burstsOf({ totals: Uint32Array.of(5, 5), complete: 2 }, [5, 5]), []);
    assert.deepEqual(burstsOf({ totals: new Uint32Array(), complete: 0 }, []), []);
  });
});

function costOf(totals: readonly number[], counts: readonly number[], states: readonly boolean[]): number {
  const share = counts.reduce((a, b) => a + b, 0) / totals.reduce((a, b) => a + b, 0);
  return states.reduce((cost, isRaised, at) => {
    const p = isRaised ? Math.min(0.9999, 2 * share) : share;
    const [r, d] = [counts[at] as number, totals[at] as number];
    const begins = isRaised && !states[at - 1] ? Math.log(totals.length) : 0;
    return cost - r * Math.log(p) - (d - r) * Math.log(1 - p) + begins;
  }, 0);
}
