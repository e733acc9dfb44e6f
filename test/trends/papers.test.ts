import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactIndex } from '../../src/dense/hnsw/exact.js';
import { UNDATED } from '../../src/lexical/lexical-index.js';
import { definingPapers, firstPapers } from '../../src/trends/first-papers.js';
import { topicalities } from '../../src/trends/topicality.js';
import { randomUnitVector, seededRandom, unitVectorNear } from '../support/random.js';

describe('the first papers of a topic', () => {
  it('are its earliest, without those that have no date or are hardly of it', () => {
    const papers = {
      keys: [1, 2, 3, 4, 5, 6, 7, 8],
      days: [5, 1, UNDATED, 3, 3, 9, 8, 2],
      similarities: [0.8, 0.1, 0.9, 0.6, 0.7, 0.2, 0.8, 0.9],
    };
    assert.deepEqual(firstPapers(papers, 3), [8, 5, 4]);
    assert.deepEqual(firstPapers({ keys: [], days: [], similarities: [] }, 3), []);
  });
});

describe('the defining papers of a topic', () => {
  /** 400 papers, a day each; typical ones at three early days, one in the middle and one at the end, and a stray that is the oldest. */
  const typical = [7, 20, 31, 150, 399];
  const keys = Array.from({ length: 400 }, (_, i) => i + 1);
  const random = seededRandom(1);
  const similarities = keys.map((_, day) => (day === 0 ? 0.1 : typical.includes(day) ? 0.9 - day / 10_000 : 0.5 + 0.2 * random()));

  it('are early ones like what it is now: not the oldest stray, nor what came later', () => {
    assert.deepEqual(definingPapers({ keys, days: keys.map((_, i) => i), similarities }, 3), [8, 21, 32]);
  });

  it('are of the earlier half even where a topic is small', () => {
    const small = {
      keys: [1, 2, 3, 4, 5, 6, 7, 8],
      days: [1, 2, 3, 4, 5, 6, 7, 8],
      similarities: [0.5, 0.6, 0.7, 0.5, 0.9, 0.9, 0.9, 0.9],
    };
    assert.deepEqual(definingPapers(small, 9), [5, 3, 2]);
  });
});

describe('how topical a term is', () => {
  it('is how much more alike its papers are than papers at random, by all their pairs', async () => {
    const random = seededRandom(2);
    const index = new ExactIndex(64);
    const centre = randomUnitVector(random, 64);
    const vectors = Array.from({ length: 300 }, (_, i) => (i < 16 ? unitVectorNear(centre, 1, random) : randomUnitVector(random, 64)));
    await index.apply(vectors.map((vector, i) => ({ key: i + 1, vector })));
    const keys = vectors.map((_, i) => i + 1);
    const others = keys.slice(100);
    const dense = { roughVectors: (asked: readonly number[]) => index.vectors(asked) };
    const groups = [keys.slice(0, 16), keys.slice(20, 36), [1], [1, 9_999]];
    const [alike, mixed, alone, missing] = await topicalities(dense, groups, others);
    const dot = (a: number, b: number) => vectors[a - 1]?.reduce((sum, x, i) => sum + x * (vectors[b - 1]?.[i] ?? 0), 0) ?? 0;
    const mean = (group: readonly number[]) => {
      const pairs = group.flatMap((a) => group.filter((b) => b !== a).map((b) => dot(a, b)));
      return pairs.reduce((sum, x) => sum + x, 0) / pairs.length;
    };
    assert.ok(Math.abs((alike ?? 0) - (mean(keys.slice(0, 16)) - mean(others))) < 1e-6);
    assert.ok((alike ?? 0) > 0.3 && Math.abs(mixed ?? 1) < 0.1);
    assert.deepEqual([alone, missing], [0, 0]);
  });
});
