import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { changesOf, changesOfMany, strongest, windowsOf } from '../../src/trends/change.js';
import { criticalT, twoSided } from '../../src/trends/distributions.js';
import { falseDiscoveryRates } from '../../src/trends/false-discovery.js';
import { standardisedWhole } from '../../src/trends/standardised.js';
import type { Timeline } from '../../src/trends/timeline.js';
import { gamma, poisson } from '../support/counts.js';
import { seededRandom } from '../support/random.js';

/** A whole that grows by 4% a period, as fast as a field that doubles in a year and a half. */
function growing(periods: number, papers = 2_000): Timeline {
  const totals = Uint32Array.from({ length: periods }, (_, at) => Math.round(papers * 1.04 ** at));
  return { period: 'month', first: 600, totals, complete: periods, left: { undated: 0, earlier: 0, later: 0 } };
}

interface Drawn {
  share: number;
  /** By how much the share is multiplied at a place of the timeline. */
  factor?: (at: number) => number;
  /** Of the periods' own ups and downs the standard deviation, as a part of the share. */
  wild?: number;
}

function draw({ totals }: Timeline, { share, factor = () => 1, wild = 0 }: Drawn, random: () => number): number[] {
  return Array.from(totals, (total, at) => poisson(total * share * factor(at) * (wild > 0 ? gamma(wild, random) : 1), random));
}

const found = (directions: readonly { direction: string }[]) =>
  directions.filter(({ direction }) => direction === 'rising' || direction === 'falling').length;

describe("Student's t", () => {
  it('has the tails that are tabulated, also far out', () => {
    // By scipy.stats.t.sf.
    const known: [t: number, df: number, p: number][] = [
      [1, 1, 0.5],
      [2.228138851964939, 10, 0.05],
      [2, 16, 0.06277196351460342],
      [10, 16, 2.746857471440699e-8],
      [0.5, 100, 0.6181735658308866],
    ];
    for (const [t, df, p] of known) assert.ok(Math.abs(twoSided(t, df) / p - 1) < 1e-9, `${t} ${df} ${twoSided(t, df)}`);
    assert.equal(twoSided(0, 5), 1);
  });

  it('is inverted by the value that leaves so much outside', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.9, noNaN: true }), fc.integer({ min: 1, max: 200 }), (p, df) => {
        assert.ok(Math.abs(twoSided(criticalT(p, df), df) / p - 1) < 1e-6);
      }),
    );
  });
});

describe('false discovery rates', () => {
  it('are those of the step-up procedure, read off one rate after the other', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (ps) => {
        const rates = falseDiscoveryRates(ps);
        for (const rate of [0.01, 0.05, 0.2, 0.8]) {
          const sorted = [...ps].sort((a, b) => a - b);
          const last = sorted.findLastIndex((p, i) => p <= (rate * (i + 1)) / ps.length + 1e-12);
          const limit = last < 0 ? -1 : (sorted[last] as number);
          assert.deepEqual(
            rates.map((q) => q <= rate + 1e-9),
            ps.map((p) => p <= limit),
          );
        }
      }),
    );
  });
});

describe('the change of a share', () => {
  it('is not found where only the whole grows', () => {
    const timeline = growing(24);
    const random = seededRandom(1);
    const rows = Array.from({ length: 3_000 }, () => draw(timeline, { share: 10 ** (-1 - 2.5 * random()) }, random));
    assert.ok(found(changesOf(timeline, rows)) <= 3);
    const exact = Array.from({ length: 50 }, (_, i) => Array.from(timeline.totals, (total) => Math.round((total * i) / 100)));
    assert.equal(found(changesOf(timeline, exact)), 0);
  });

  it('is not found either in series that vary far more than by chance alone', () => {
    const timeline = growing(24);
    const random = seededRandom(2);
    const rows = Array.from({ length: 3_000 }, () => draw(timeline, { share: 10 ** (-1 - 2.5 * random()), wild: 0.5 }, random));
    assert.ok(found(changesOf(timeline, rows)) <= 3);
  });

  it('has p that are even under no change: as many below each level as it says, or fewer', () => {
    const timeline = growing(24);
    const random = seededRandom(3);
    for (const wild of [0, 0.3]) {
      const changes = changesOf(
        timeline,
        Array.from({ length: 4_000 }, () => draw(timeline, { share: 0.01, wild }, random)),
      );
      for (const level of [0.2, 0.05, 0.01, 0.001]) {
        const below = changes.filter(({ p }) => p <= level).length / changes.length;
        assert.ok(below < level + 3 * Math.sqrt(level / changes.length) + 0.15 * level, `${below} of ${level}, ${wild}`);
      }
    }
  });

  it('is found where it was planted, with few others among the findings, and its interval holds the truth', () => {
    const timeline = growing(24);
    const random = seededRandom(4);
    const { split } = windowsOf(timeline) as { split: number };
    const truth = Array.from({ length: 2_000 }, (_, i) => (i < 100 ? 2.5 : i < 200 ? 0.4 : 1));
    const rows = truth.map((ratio) => draw(timeline, { share: 0.01, wild: 0.2, factor: (at) => (at >= split ? ratio : 1) }, random));
    const changes = changesOf(timeline, rows);
    const right = changes.filter(({ direction }, i) => direction === (i < 100 ? 'rising' : 'falling') && i < 200).length;
    assert.ok(right >= 190, String(right));
    const wrong = found(changes) - right;
    assert.ok(wrong / found(changes) <= 0.08, `${wrong} of ${found(changes)}`);
    const held = changes.filter(({ low, high }, i) => low <= (truth[i] as number) && (truth[i] as number) <= high).length;
    assert.ok(held / changes.length > 0.93, String(held));
    const steps = changes.slice(0, 200).map(({ since }) => Math.abs((since ?? 0) - split));
    assert.ok(steps.filter((off) => off <= 1).length > 180);
  });

  it('is ranked by what is certain of it, times a weight where there is one', () => {
    const timeline = growing(18);
    const row = (before: number, recent: number) =>
      Array.from(timeline.totals, (total, at) => Math.round(total * (at < 12 ? before : recent)));
    const changes = changesOf(timeline, [row(0.1, 0.12), row(0.01, 0.03), row(0.03, 0.01), row(0.02, 0.02)]);
    assert.deepEqual(strongest(changes, 'rising'), [1, 0]);
    assert.deepEqual(strongest(changes, 'falling'), [2]);
    assert.deepEqual(strongest(changes, 'rising', [1, 0, 1, 1]), [0]);
    assert.deepEqual(strongest(changes, 'rising', [1, 0.01, 1, 1]), [0, 1]);
  });

  it('is unknown with too few papers or periods, and finite where something is new', () => {
    const timeline = growing(18);
    const [few, fresh] = changesOf(timeline, [Array(18).fill(0), [...Array(12).fill(0), 20, 30, 20, 30, 40, 30]]);
    assert.equal(few?.direction, 'unknown');
    assert.equal(fresh?.direction, 'rising');
    assert.ok((fresh?.ratio ?? 0) > 50 && Number.isFinite(fresh?.ratio));
    assert.equal(fresh?.since, 12);
    assert.equal(changesOf(growing(3), [[50, 60, 70]])[0]?.direction, 'unknown');
  });

  it('is the same of many in turns, which others come between and which can be interrupted', async () => {
    const timeline = growing(24);
    const random = seededRandom(8);
    const rows = Array.from({ length: 1_000 }, () => draw(timeline, { share: 0.01, wild: 0.3 }, random));
    let turns = 0;
    const clock = setInterval(() => turns++, 0);
    assert.deepEqual(await changesOfMany(timeline, rows), changesOf(timeline, rows));
    clearInterval(clock);
    assert.ok(turns > 0);
    await assert.rejects(changesOfMany(timeline, rows, { signal: AbortSignal.abort() }), { code: 'INTERRUPTED' });
  });

  it('does not see the periods that are not complete', () => {
    const whole = growing(24);
    const random = seededRandom(6);
    const row = draw(whole, { share: 0.02 }, random);
    const timeline = { ...whole, complete: 23 };
    assert.deepEqual(changesOf(timeline, [row]), changesOf(timeline, [[...row.slice(0, 23), 100_000]]));
  });

  it('of a topic whose category came in for a while is none within the category', () => {
    const random = seededRandom(7);
    const windows = { from: 0, split: 12, to: 18 };
    const steady = Array.from({ length: 18 }, () => 2_000);
    const passing = Array.from({ length: 18 }, (_, at) => (at >= 5 && at < 12 ? 1_000 : 50));
    const timeline = { ...growing(18), totals: Uint32Array.from(steady, (papers, at) => papers + (passing[at] as number)) };
    const topic = steady.map((papers, at) => [poisson(0.001 * papers, random), poisson(0.1 * (passing[at] as number), random)] as const);
    const own = [0, 1].map((stratum) => topic.reduce((sum, counts) => sum + (counts[stratum] as number), 0));
    const rows = [topic.map(([a, b]) => a + b)];
    assert.equal(changesOf(timeline, rows)[0]?.direction, 'falling');
    const [within] = changesOf(timeline, rows, { wholeOf: () => standardisedWhole([steady, passing], own, windows) });
    assert.equal(within?.direction, 'steady');
    assert.ok((within?.low ?? 2) < 1 && (within?.high ?? 0) > 1);
    // And what changes within the category is still found.
    const grown = [topic.map(([a, b], at) => (a + b) * (at >= 12 ? 3 : 1))];
    const [found] = changesOf(timeline, grown, { wholeOf: () => standardisedWhole([steady, passing], own, windows) });
    assert.equal(found?.direction, 'rising');
  });
});
