import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DenseExamples, SparseExamples, trainSvm } from '../../src/recommend/linear-svm.js';

const number = fc.double({ min: -1, max: 1, noNaN: true });
const problem = fc.integer({ min: 2, max: 6 }).chain((dimensions) =>
  fc.array(fc.record({ vector: fc.array(number, { minLength: dimensions, maxLength: dimensions }), liked: fc.boolean() }), {
    minLength: 2,
    maxLength: 25,
  }),
);

/** What is to be made least: half the squared length of the plane, and the squared hinge losses. */
function objective(weights: ArrayLike<number>, rows: readonly { vector: number[]; liked: boolean }[], cost: number): number {
  let sum = Array.from(weights).reduce((squares, w) => squares + w * w, 0) / 2;
  for (const { vector, liked } of rows) {
    const product = [...vector, 1].reduce((total, x, i) => total + x * (weights[i] as number), 0);
    sum += cost * Math.max(0, 1 - (liked ? product : -product)) ** 2;
  }
  return sum;
}

/** Plain gradient descent on the same objective, slow and sure. */
function slowly(rows: readonly { vector: number[]; liked: boolean }[], cost: number): number[] {
  const weights = new Array<number>((rows[0]?.vector.length ?? 0) + 1).fill(0);
  const step = 1 / (1 + 2 * cost * rows.reduce((sum, { vector }) => sum + vector.reduce((squares, x) => squares + x * x, 1), 0));
  for (let round = 0; round < 4_000; round++) {
    const gradient = weights.slice();
    for (const { vector, liked } of rows) {
      const [label, extended] = [liked ? 1 : -1, [...vector, 1]];
      const margin = 1 - label * extended.reduce((total, x, i) => total + x * (weights[i] as number), 0);
      if (margin > 0)
        extended.forEach((x, i) => {
          gradient[i] = (gradient[i] as number) - 2 * cost * margin * label * x;
        });
    }
    gradient.forEach((g, i) => {
      weights[i] = (weights[i] as number) - step * g;
    });
  }
  return weights;
}

describe('a linear support vector machine', () => {
  const training = (rows: readonly { liked: boolean }[], cost: number) => ({
    labels: Int8Array.from(rows, ({ liked }) => (liked ? 1 : -1)),
    costs: new Float64Array(rows.length).fill(cost),
    passes: 500,
  });

  it('finds the plane that gradient descent finds', () => {
    fc.assert(
      fc.property(problem, fc.constantFrom(0.1, 1), (rows, cost) => {
        const dimensions = rows[0]?.vector.length ?? 0;
        const vectors = rows.map(({ vector }) => Float32Array.from(vector));
        const plane = trainSvm(new DenseExamples(vectors, dimensions, 1), training(rows, cost));
        const exact = rows.map(({ liked }, i) => ({ vector: [...(vectors[i] as Float32Array)], liked }));
        const [found, least] = [objective(plane, exact, cost), objective(slowly(exact, cost), exact, cost)];
        assert.ok(found <= least * 1.01 + 1e-3, `${found} instead of ${least}`);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same for sparse rows as for dense ones', () => {
    fc.assert(
      fc.property(problem, (rows) => {
        const dimensions = rows[0]?.vector.length ?? 0;
        const vectors = rows.map(({ vector }) => Float32Array.from(vector));
        const sparse = vectors.map((values) => ({ columns: Uint32Array.from(values.keys()), values }));
        const dense = trainSvm(new DenseExamples(vectors, dimensions, 1), training(rows, 1));
        assert.deepEqual(trainSvm(new SparseExamples(sparse, dimensions, 1), training(rows, 1)), dense);
      }),
      { numRuns: 30 },
    );
  });
});
