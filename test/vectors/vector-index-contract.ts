import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { VectorIndex } from '../../src/vectors/vector-index.js';
import { randomUnitVector, seededRandom } from '../support/random.js';

const DIMENSIONS = 16;

/** What every index of vectors does. `open` gives an empty one of these dimensions. */
export function describeVectorIndex(name: string, open: (dimensions: number) => Promise<VectorIndex>): void {
  const unit = (seed: number) => randomUnitVector(seededRandom(seed), DIMENSIONS);
  const filled = async (count: number) => {
    const index = await open(DIMENSIONS);
    await index.apply(Array.from({ length: count }, (_, key) => ({ key, vector: unit(key) })));
    return index;
  };

  describe(`${name} as an index of vectors`, () => {
    it('answers nothing while it is empty', async () => {
      const index = await open(DIMENSIONS);
      assert.deepEqual(await index.search(unit(1), 10), []);
      assert.equal(await index.size(), 0);
      await index.close();
    });

    it('puts a vector itself first, with a similarity of 1', async () => {
      const index = await filled(50);
      const [first] = await index.search(unit(7), 3);
      assert.equal(first?.key, 7);
      assert.ok(Math.abs((first?.similarity ?? 0) - 1) < 1e-5);
      await index.close();
    });

    it('gives k neighbours when there are k, and all when there are fewer', async () => {
      const index = await filled(5);
      assert.equal((await index.search(unit(1), 3)).length, 3);
      assert.equal((await index.search(unit(1), 100)).length, 5);
      await index.close();
    });

    it('orders by similarity, and by key where similarities are equal', async () => {
      const index = await open(DIMENSIONS);
      await index.apply([9, 3, 6].map((key) => ({ key, vector: unit(1) })));
      await index.apply([{ key: 1, vector: unit(2) }]);
      assert.deepEqual(
        (await index.search(unit(1), 4)).map(({ key }) => key),
        [3, 6, 9, 1],
      );
      await index.close();
    });

    it('finds the new vector of a key and forgets the old one', async () => {
      const index = await filled(20);
      await index.apply([{ key: 7, vector: unit(1_000) }]);
      assert.equal(await index.size(), 20);
      assert.equal((await index.search(unit(1_000), 1))[0]?.key, 7);
      assert.ok(((await index.search(unit(7), 20)).find(({ key }) => key === 7)?.similarity ?? 1) < 0.999);
      await index.close();
    });

    it('never finds a removed key, and finds it again once it is back', async () => {
      const index = await filled(20);
      await index.apply([{ key: 7, vector: undefined }]);
      assert.equal(await index.size(), 19);
      assert.ok((await index.search(unit(7), 20)).every(({ key }) => key !== 7));
      await index.apply([{ key: 7, vector: unit(7) }]);
      assert.equal((await index.search(unit(7), 1))[0]?.key, 7);
      await index.close();
    });

    it('removes what it never held without complaint', async () => {
      const index = await filled(2);
      await index.apply([{ key: 77, vector: undefined }]);
      assert.equal(await index.size(), 2);
      await index.close();
    });

    it('refuses vectors that would poison it: not a number, not of unit length, of other dimensions', async () => {
      const index = await filled(3);
      const nan = unit(1);
      nan[3] = Number.NaN;
      for (const vector of [nan, new Float32Array(DIMENSIONS), unit(1).map((x) => x * 2), new Float32Array([1])]) {
        await assert.rejects(index.apply([{ key: 5, vector: vector.slice() }]));
        await assert.rejects(index.search(vector.slice(), 1));
      }
      assert.equal((await index.search(unit(1), 3)).length, 3);
      await index.close();
    });

    it('agrees with a plain sort of everything, after any changes', async () => {
      const change = fc.record({ key: fc.nat(30), seed: fc.option(fc.nat(1_000), { nil: undefined }) });
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { maxLength: 80 }),
          fc.nat(1_000),
          fc.integer({ min: 1, max: 12 }),
          async (changes, querySeed, k) => {
            const index = await open(DIMENSIONS);
            const oracle = new Map<number, Float32Array>();
            for (const { key, seed } of changes) {
              const vector = seed === undefined ? undefined : unit(seed);
              if (vector) oracle.set(key, vector);
              else oracle.delete(key);
              await index.apply([{ key, vector: vector?.slice() }]);
            }
            const query = unit(querySeed);
            const found = await index.search(query, k);
            const similarities = [...oracle.values()].map((vector) => vector.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0));
            const expected = similarities.sort((a, b) => b - a).slice(0, k);
            assert.equal(found.length, expected.length);
            // Where two are equal but for rounding, either may stand first: the similarities must agree.
            found.forEach(({ similarity }, i) => {
              assert.ok(Math.abs(similarity - (expected[i] ?? 9)) < 1e-5);
            });
            await index.close();
          },
        ),
        { numRuns: 40, seed: 7 },
      );
    });
  });
}
