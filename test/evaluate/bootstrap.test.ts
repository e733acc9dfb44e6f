import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compared } from '../../src/evaluate/bootstrap.js';
import { median } from '../../src/evaluate/metrics.js';
import { seededRandom } from '../support/random.js';

const scores = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('the paired bootstrap', () => {
  it('gives the same intervals for the same figures, other ones for another seed', () => {
    const [ours, theirs] = [scores(1, 50), scores(2, 50)];
    assert.deepEqual(compared(ours, theirs), compared(ours, theirs));
    assert.notDeepEqual(compared(ours, theirs), compared(ours, theirs, { seed: 5 }));
  });

  it('knows a difference that is the same for every question exactly, however different the questions are', () => {
    const theirs = scores(3, 40);
    const { ours, difference } = compared(
      theirs.map((score) => score + 0.25),
      theirs,
    );
    for (const value of Object.values(difference)) assert.ok(Math.abs(value - 0.25) < 1e-9);
    assert.ok(ours.high - ours.low > 0.1);
  });

  it('has intervals of about two standard errors on both sides of the mean', () => {
    const ours = scores(4, 400);
    const { value, low, high } = compared(ours, ours, { resamples: 4_000 }).ours;
    const error = Math.sqrt(ours.reduce((sum, x) => sum + (x - value) ** 2, 0) / ours.length ** 2);
    for (const side of [value - low, high - value]) assert.ok(Math.abs(side / (1.96 * error) - 1) < 0.08, `${side} for ${1.96 * error}`);
  });

  it('holds the true mean in some 95 of 100 samples', () => {
    const held = Array.from({ length: 200 }, (_, i) => compared(scores(100 + i, 60), scores(100 + i, 60), { resamples: 400 }).ours);
    const share = held.filter(({ low, high }) => low <= 0.5 && 0.5 <= high).length / held.length;
    assert.ok(share > 0.9 && share < 0.985, String(share));
  });

  it('can be of medians, and of one question', () => {
    assert.deepEqual(compared([7], [3], { statistic: median }).difference, { value: 4, low: 4, high: 4 });
    assert.throws(() => compared([1], [1, 2]), RangeError);
    assert.throws(() => compared([], []), RangeError);
  });
});
