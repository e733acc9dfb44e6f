import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../src/numeric/random.js';
import { diversified } from '../../src/search/diversify.js';

/** Items on a line: the nearer two are, the more alike. */
function onALine(places: readonly number[]): Float32Array {
  return Float32Array.from(places.flatMap((a) => places.map((b) => 1 - Math.abs(a - b))));
}

describe('maximal marginal relevance', () => {
  const places = [0.5, 0.51, 0.52, 0.1, 0.9];
  const relevance = [1, 0.99, 0.98, 0.5, 0.4];

  it('of no diversity is the order by relevance', () => {
    assert.deepEqual(diversified(relevance, onALine(places), 0, 5), [0, 1, 2, 3, 4]);
  });

  it('takes one of those that are alike before it takes another', () => {
    assert.deepEqual(diversified(relevance, onALine(places), 0.7, 3), [0, 3, 4]);
  });

  it('of nothing but diversity takes the most unlike after the most relevant', () => {
    assert.deepEqual(diversified(relevance, onALine([0.1, 0.5, 0.52, 0.12, 0.9]), 1, 2), [0, 4]);
  });

  it('goes on behind what was chosen before', () => {
    const all = diversified(relevance, onALine(places), 0.5, 5);
    assert.deepEqual(diversified(relevance, onALine(places), 0.5, 5, all.slice(0, 2)), all.slice(2));
  });

  it('takes what is like nothing known for unlike', () => {
    const isThird = (at: number) => at % 4 === 2 || Math.floor(at / 4) === 2;
    const likeness = onALine([0, 0.05, 0.1, 0.9]).map((known, at) => (isThird(at) ? Number.NaN : known));
    assert.deepEqual(diversified([1, 0.95, 0.9, 0.5], likeness, 0.8, 4), [0, 2, 3, 1]);
  });

  it('is each time the best by its formula, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (size, diversity, seed) => {
        const random = seededRandom(seed);
        const gains = Array.from({ length: size }, random).sort((a, b) => b - a);
        const likeness = onALine(Array.from({ length: size }, random));
        const order = diversified(gains, likeness, diversity, size);
        assert.deepEqual(order, plain(gains, likeness, diversity));
      }),
    );
  });
});

/** The formula as it is written, for numbers that all differ. */
function plain(relevance: readonly number[], likeness: Float32Array, diversity: number): number[] {
  const size = relevance.length;
  const pairs = relevance.flatMap((_, a) => relevance.flatMap((_, b) => (a === b ? [] : [likeness[a * size + b] ?? 0])));
  const scaled = (x: number, all: readonly number[]) => (x - Math.min(...all)) / (Math.max(...all) - Math.min(...all) || 1);
  const order: number[] = [];
  while (order.length < size) {
    const value = (item: number) => {
      const nearest = Math.max(0, ...order.map((other) => scaled(likeness[item * size + other] ?? 0, pairs)));
      return (1 - diversity) * scaled(relevance[item] ?? 0, relevance) - diversity * nearest;
    };
    const left = [...relevance.keys()].filter((item) => !order.includes(item));
    order.push(left.reduce((best, item) => (value(item) > value(best) ? item : best)));
  }
  return order;
}
