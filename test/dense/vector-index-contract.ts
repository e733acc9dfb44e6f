import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dot } from '../../src/dense/math.js';
import type { VectorIndex } from '../../src/dense/vector-index.js';
import { KeySet } from '../../src/paper/key-set.js';
import { randomUnitVector, seededRandom, unitVectorNear } from '../support/random.js';

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
      // Along an axis a similarity is the same in every arithmetic: parts of an index may round differently.
      const axis = () => Float32Array.from({ length: DIMENSIONS }, (_, i) => (i === 0 ? 1 : 0));
      await index.apply([9, 3, 6].map((key) => ({ key, vector: axis() })));
      await index.apply([{ key: 1, vector: unit(2) }]);
      assert.deepEqual(
        (await index.search(axis(), 4)).map(({ key }) => key),
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

    it('gives k of the set when there are k, all of it when there are fewer, and none of an empty one', async () => {
      const index = await filled(200);
      for (const [members, k, expected] of [
        [[3, 50, 120, 199], 2, 2],
        [[3, 50, 120, 199], 10, 4],
        [[], 10, 0],
        [Array.from({ length: 190 }, (_, i) => i), 180, 180],
      ] as const) {
        const among = new KeySet(members);
        const found = await index.search(unit(1), k, { among });
        assert.equal(found.length, expected);
        assert.ok(found.every(({ key }) => among.has(key)));
      }
      await index.close();
    });

    it('passes over keys of the set that it does not hold', async () => {
      const index = await filled(20);
      assert.deepEqual(await index.search(unit(1), 5, { among: new KeySet([20, 77, 100_000]) }), []);
      assert.deepEqual(
        (await index.search(unit(4), 5, { among: new KeySet([4, 77]) })).map(({ key }) => key),
        [4],
      );
      await index.close();
    });

    it('leaves the set as it was, for the next question', async () => {
      const index = await filled(20);
      const among = new KeySet([3, 5]);
      const first = await index.search(unit(1), 5, { among });
      assert.deepEqual([...among], [3, 5]);
      assert.deepEqual(await index.search(unit(1), 5, { among }), first);
      await index.close();
    });

    it('gives similarities of given entries to two decimals, and nothing where there is none', async () => {
      const index = await filled(20);
      await index.apply([
        { key: 3, vector: undefined },
        { key: 4, vector: unit(400) },
      ]);
      const near = (found: readonly (number | undefined)[], expected: readonly (number | undefined)[]) => {
        assert.equal(found.length, expected.length);
        found.forEach((similarity, i) => {
          const right = expected[i];
          if (right === undefined || similarity === undefined) assert.equal(similarity, right);
          else assert.ok(Math.abs(similarity - right) < 0.01, `${similarity} is not ${right}`);
        });
      };
      const query = unit(1_000);
      near(await index.similarities(query, [7, 3, 4, 99, 7]), [
        dot(query, unit(7), 0),
        undefined,
        dot(query, unit(400), 0),
        undefined,
        dot(query, unit(7), 0),
      ]);
      const [a, b] = [dot(unit(7), unit(9), 0), dot(unit(400), unit(7), 0)];
      const c = dot(unit(400), unit(9), 0);
      const all = [...(await index.pairwise([7, 9, 3, 4]))].map((similarity) => (Number.isNaN(similarity) ? undefined : similarity));
      const missing = undefined;
      near(all, [1, a, missing, b, a, 1, missing, c, missing, missing, missing, missing, b, c, missing, 1]);
      near([...(await index.pairwise([7, 9], [4]))], [b, c]);
      const entries = await index.vectors([9, 3, 4]);
      near(
        entries.map((entry) => entry && dot(query, entry, 0)),
        [dot(query, unit(9), 0), undefined, dot(query, unit(400), 0)],
      );
      assert.deepEqual(await index.vectors([]), []);
      assert.deepEqual(await index.similarities(query, []), []);
      await assert.rejects(index.similarities(new Float32Array(DIMENSIONS), [7]));
      await index.close();
    });

    it('agrees with a plain sort of everything, or of a set, after any changes', async () => {
      const change = fc.record({ key: fc.nat(30), seed: fc.option(fc.nat(1_000), { nil: undefined }) });
      const set = fc.option(fc.array(fc.nat(40)), { nil: undefined });
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { maxLength: 80 }),
          set,
          fc.boolean(),
          fc.nat(1_000),
          fc.integer({ min: 1, max: 12 }),
          async (changes, members, isQuery, querySeed, k) => {
            const index = await open(DIMENSIONS);
            const oracle = new Map<number, Float32Array>();
            for (const { key, seed } of changes) {
              const vector = seed === undefined ? undefined : unit(seed);
              if (vector) oracle.set(key, vector);
              else oracle.delete(key);
              await index.apply([{ key, vector: vector?.slice() }]);
            }
            const query = unit(querySeed);
            const found = await index.search(query, k, { isQuery, among: members && new KeySet(members) });
            const allowed = [...oracle].filter(([key]) => members?.includes(key) ?? true);
            const similarities = allowed.map(([, vector]) => dot(query, vector, 0));
            const expected = similarities.sort((a, b) => b - a).slice(0, k);
            assert.equal(found.length, expected.length);
            // Where two are equal but for rounding, either may stand first: the similarities must agree.
            found.forEach(({ key, similarity }, i) => {
              assert.ok(Math.abs(similarity - (expected[i] ?? 9)) < 1e-5);
              assert.ok(Math.abs(similarity - dot(query, oracle.get(key) ?? query, 0)) < 1e-5);
              assert.ok(members?.includes(key) ?? true);
            });
            await index.close();
          },
        ),
        { numRuns: 40, seed: 7 },
      );
    });

    describeFilteredRecall(open);
  });
}

/** Recall among clustered vectors, as texts are: a set is a random one, or one that lies together, near the query or far from it. */
function describeFilteredRecall(open: (dimensions: number) => Promise<VectorIndex>): void {
  const ENTRIES = 4_000;
  const CLUSTERS = 40;
  const QUERIES = 20;
  const K = 10;
  const random = seededRandom(11);
  const centres = Array.from({ length: CLUSTERS }, () => randomUnitVector(random, DIMENSIONS));
  const member = () => unitVectorNear(centres[Math.floor(random() * CLUSTERS)] as Float32Array, 0.8, random);
  const entries = Array.from({ length: ENTRIES }, (_, key) => ({ key, vector: member() }));
  const queries = Array.from({ length: QUERIES }, member).map((query) => {
    const similarities = entries.map(({ vector }) => dot(query, vector, 0));
    const ranked = [...similarities.keys()].sort((a, b) => (similarities[b] ?? 0) - (similarities[a] ?? 0));
    return { query, ranked };
  });

  it('finds 98% of the true ten nearest among a half, a twentieth and ever fewer, random, near or far', async () => {
    const index = await open(DIMENSIONS);
    await index.apply(entries.map(({ key, vector }) => ({ key, vector: vector.slice() })));
    for (const share of [0.5, 0.05, 0.005, 0.0005]) {
      const size = ENTRIES * share;
      for (const kind of ['random', 'near', 'far'] as const) {
        let [found, all] = [0, 0];
        for (const { query, ranked } of queries) {
          const chosen = {
            random: ranked.filter((key) => (key * 7_919) % ENTRIES < size),
            near: ranked.slice(0, size),
            far: ranked.slice(-size),
          }[kind];
          const among = new KeySet(chosen);
          const truth = new Set(chosen.slice(0, K));
          const neighbours = await index.search(query, K, { among });
          assert.equal(neighbours.length, truth.size);
          assert.ok(neighbours.every(({ key }) => among.has(key)));
          found += neighbours.filter(({ key }) => truth.has(key)).length;
          all += truth.size;
        }
        assert.ok(found / all >= 0.98, `recall@${K} is ${found / all} among ${size} (${kind})`);
      }
    }
    await index.close();
  });
}
