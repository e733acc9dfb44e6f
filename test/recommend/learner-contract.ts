import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dot } from '../../src/dense/math.js';
import type { SparseVectors } from '../../src/lexical/lexical-index.js';
import type { Background, Judged, Learner } from '../../src/recommend/taste.js';
import { randomUnitVector, seededRandom } from '../support/random.js';

const DIMENSIONS = 8;
const LIKED = 7;
const COMMON = 1;

/** Papers of one term each beside one that all have. */
function termsOf(own: readonly number[]): SparseVectors {
  return {
    starts: Uint32Array.from({ length: own.length + 1 }, (_, i) => 2 * i),
    ids: Uint32Array.from(own.flatMap((id) => [COMMON, id])),
    values: Float32Array.from(own.flatMap(() => [0.25, 0.97])),
    idf: Float32Array.from(own.flatMap(() => [1, 4])),
  };
}

function backgroundOf(seed: number): Background {
  const random = seededRandom(seed);
  const vectors = Array.from({ length: 60 }, () => randomUnitVector(random, DIMENSIONS));
  return { identity: `background ${seed}`, dimensions: DIMENSIONS, vectors, terms: termsOf(vectors.map((_, i) => 100 + i)) };
}

function axis(at: number): Float32Array {
  return Float32Array.from({ length: DIMENSIONS }, (_, i) => (i === at ? 1 : 0));
}

const JUDGED: Judged = { vectors: [axis(0), axis(0), axis(1)], terms: termsOf([LIKED, LIKED, 9]), weights: [1, 1, -1] };

/** What whoever learns tastes does. */
export function describeLearner(name: string, open: () => Learner): void {
  describe(`${name} as a learner of tastes`, () => {
    it('learns what is liked in both views', async () => {
      const learner = open();
      const { dense, lexical, finding } = await learner.learn(JUDGED, backgroundOf(1));
      assert.equal(dense.length, DIMENSIONS);
      assert.ok(Math.abs(dot(dense, dense, 0) - 1) < 1e-5);
      assert.ok(dot(dense, axis(0), 0) > dot(dense, axis(1), 0));
      const weights = new Map(Array.from(lexical.ids, (id, i) => [id, lexical.weights[i] ?? 0]));
      assert.ok((weights.get(LIKED) ?? 0) > 0);
      assert.ok((weights.get(9) ?? 0) < 0);
      assert.equal(weights.size, lexical.ids.length);
      assert.ok(Array.from(finding.ids).includes(LIKED));
      assert.ok(Array.from(finding.weights).every((weight) => weight > 0));
      await learner.close();
    });

    it('learns the same of the same, in whatever order and at whatever time readers come', async () => {
      const learner = open();
      const alone = await learner.learn(JUDGED, backgroundOf(1));
      const other = { ...JUDGED, weights: [-1, 0, 1] };
      const together = await Promise.all([JUDGED, other, JUDGED].map((judged) => learner.learn(judged, backgroundOf(1))));
      assert.deepEqual([together[0], together[2]], [alone, alone]);
      assert.notDeepEqual(together[1], alone);
      await learner.close();
    });

    it('learns against the background that it is given, also when that is another one', async () => {
      const learner = open();
      const [one, two] = await Promise.all([1, 2].map((seed) => learner.learn(JUDGED, backgroundOf(seed))));
      assert.notDeepEqual(two, one);
      assert.deepEqual(await learner.learn(JUDGED, backgroundOf(1)), one);
      await learner.close();
    });

    it('learns of papers without a vector by their words', async () => {
      const learner = open();
      const { lexical } = await learner.learn({ ...JUDGED, vectors: [undefined, undefined, undefined] }, backgroundOf(1));
      assert.ok(Array.from(lexical.ids).includes(LIKED));
      await learner.close();
    });

    it('can be closed before it has learnt anything', async () => {
      await open().close();
    });
  });
}
