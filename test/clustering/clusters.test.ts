import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Clusterer, type PlacedBatch } from '../../src/clustering/clusterer.js';
import { kMeans, seeds } from '../../src/clustering/kmeans.js';
import { LexicalProjector, lexicalBasis } from '../../src/clustering/lsa.js';
import { mergeGroups } from '../../src/clustering/merging.js';
import { Points } from '../../src/clustering/points.js';
import { chooseCount } from '../../src/clustering/topic-count.js';
import { ExactIndex } from '../../src/dense/hnsw/exact.js';
import { dot } from '../../src/dense/math.js';
import { KeySet } from '../../src/paper/key-set.js';
import { clusterFromScratch } from '../../src/topics/grouping.js';
import { randomUnitVector, seededRandom, unitVectorNear } from '../support/random.js';

function joined(vectors: readonly Float32Array[]): Float32Array {
  return Float32Array.from(vectors.flatMap((vector) => [...vector]));
}

/** Points around some centres, of each centre so many. */
function planted(centres: number, each: number, dimensions: number, spread: number, seed: number) {
  const random = seededRandom(seed);
  const middles = Array.from({ length: centres }, () => randomUnitVector(random, dimensions));
  const points = Array.from({ length: centres * each }, (_, i) => unitVectorNear(middles[i % centres] as Float32Array, spread, random));
  return { middles, points };
}

function clustered(points: readonly Float32Array[], dimensions: number, most: number) {
  const all = new Points(dimensions, most);
  all.add(joined(points));
  return { all, count: points.length, dimensions, assign: async (centroids: Float32Array) => all.assign(centroids) };
}

/** Groups as a set of sets, whatever their numbers. */
function partition(groups: ArrayLike<number>): string {
  const members = new Map<number, number[]>();
  Array.from(groups).forEach((group, i) => {
    members.set(group, [...(members.get(group) ?? []), i]);
  });
  return JSON.stringify([...members.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)));
}

describe('points that are assigned to centroids', () => {
  it('have the centroid that a plain comparison of all finds, and add up to its sums, for any numbers', () => {
    const cases = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70 }), fc.nat(1_000));
    fc.assert(
      fc.property(cases, ([count, k, dimensions, seed]) => {
        const random = seededRandom(seed);
        const vectors = Array.from({ length: count }, () => randomUnitVector(random, dimensions));
        const centroids = Array.from({ length: k }, () => randomUnitVector(random, dimensions));
        const points = new Points(dimensions, 9);
        points.add(joined(vectors));
        const pass = points.assign(joined(centroids));
        const rows = vectors.map((_, i) => points.vector(i));
        rows.forEach((row, i) => {
          const similarities = centroids.map((centroid) => dot(centroid, row, 0));
          const best = Math.max(...similarities);
          assert.ok(Math.abs((points.similarities[i] ?? 0) - best) < 0.001);
          // What is as good as equal may be either.
          assert.ok((similarities[points.assigned[i] ?? 0] ?? -1) > best - 0.001);
        });
        for (let c = 0; c < k; c++) {
          const own = rows.filter((_, i) => points.assigned[i] === c);
          assert.equal(pass.counts[c], own.length);
          for (let at = 0; at < dimensions; at++) {
            const sum = own.reduce((total, row) => total + (row[at] as number), 0);
            assert.ok(Math.abs((pass.sums[c * dimensions + at] ?? 0) - sum) < 1e-4);
          }
        }
      }),
      { seed: 7 },
    );
  });

  it('are as near to what they were as a step of int8 allows', () => {
    const random = seededRandom(3);
    const vectors = Array.from({ length: 3_000 }, () => randomUnitVector(random, 320));
    const points = new Points(320, 2);
    for (let i = 0; i < vectors.length; i += 700) points.add(joined(vectors.slice(i, i + 700)));
    assert.equal(points.count, 3_000);
    vectors.forEach((vector, i) => {
      assert.ok(Math.abs(dot(vector, points.vector(i), 0) - 1) < 0.003);
    });
  });
});

describe('k-means on the sphere', () => {
  it('finds groups that are there', async () => {
    const { points } = planted(12, 40, 24, 0.4, 11);
    const all = clustered(points, 24, 12);
    await kMeans(all, seeds(all.all, 12, 5), {});
    assert.equal(partition(all.all.assigned), partition(points.map((_, i) => i % 12)));
  });

  it('is never less similar after a pass than before', async () => {
    const { points } = planted(5, 100, 16, 2, 4);
    const all = clustered(points, 16, 20);
    const course: number[] = [];
    const onPass = ({ similarity }: { similarity: number }) => course.push(similarity);
    await kMeans(all, seeds(all.all, 20, 1), { tolerance: 0, onPass });
    assert.ok(course.length > 3);
    course.slice(1).forEach((similarity, i) => {
      assert.ok(similarity >= (course[i] ?? 0) - 1e-5);
    });
  });

  it('gives fewer groups where there are fewer different points', () => {
    const [one, other] = [randomUnitVector(seededRandom(1), 8), randomUnitVector(seededRandom(2), 8)];
    assert.equal(seeds(clustered([one, other, one, other, one], 8, 4).all, 4, 1).length, 16);
  });

  it('stops when it is interrupted', async () => {
    const { points } = planted(3, 20, 8, 1, 4);
    const signal = AbortSignal.abort();
    const all = clustered(points, 8, 3);
    await assert.rejects(kMeans(all, seeds(all.all, 3, 1), { signal }));
  });
});

describe('groups that are joined', () => {
  it('are those that a plain search of all pairs would join, and lie within each other level by level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 6 }), fc.nat(500), (count, size, seed) => {
        const random = seededRandom(seed);
        const sums = Float64Array.from({ length: count * 5 }, () => random() - 0.5);
        const { levels } = mergeGroups(sums, 5, [size + 2, size]);
        assert.equal(partition(levels[1] ?? []), partition(plainWard(sums, 5, size)));
        const above = new Map<number, number>();
        levels[0]?.forEach((group, i) => {
          assert.equal(above.get(group) ?? levels[1]?.[i], levels[1]?.[i]);
          above.set(group, levels[1]?.[i] as number);
        });
      }),
      { seed: 9 },
    );
  });
});

function plainWard(sums: Float64Array, dimensions: number, size: number): number[] {
  const groups = Array.from({ length: sums.length / dimensions }, (_, i) => ({
    members: [i],
    sum: [...sums.subarray(i * dimensions, (i + 1) * dimensions)],
  }));
  const added = (a: readonly number[], b: readonly number[]) => a.map((x, i) => x + (b[i] ?? 0));
  while (groups.length > size) {
    let best = { i: 0, j: 1, cost: Number.POSITIVE_INFINITY };
    groups.forEach((a, i) => {
      groups.slice(i + 1).forEach((b, skipped) => {
        const cost = Math.hypot(...a.sum) + Math.hypot(...b.sum) - Math.hypot(...added(a.sum, b.sum));
        if (cost < best.cost) best = { i, j: i + 1 + skipped, cost };
      });
    });
    const [gone] = groups.splice(best.j, 1);
    const one = groups[best.i];
    if (!one || !gone) break;
    one.members.push(...gone.members);
    one.sum = added(one.sum, gone.sum);
  }
  const result: number[] = [];
  groups.forEach(({ members }, number) => {
    for (const member of members) result[member] = number;
  });
  return result;
}

describe('the number of groups', () => {
  it('is near that of the groups that are there', async () => {
    const { points } = planted(14, 60, 32, 0.6, 2);
    const groupings = [];
    for (const k of [2, 5, 10, 14, 20, 40, 80]) {
      const all = clustered(points, 32, 80);
      const { similarity } = await kMeans(all, seeds(all.all, k, 1), {});
      groupings.push({ k, similarity });
    }
    assert.equal(chooseCount(groupings, points.length, 32), 14);
  });
});

/** Papers of subjects: each uses words of its own subject, and some that all use. */
function sparsePapers(count: number, subjects: number, seed: number, first = 0): PlacedBatch['terms'] {
  const random = seededRandom(seed);
  const rows = Array.from({ length: count }, (_, paper) => {
    const ids = new Set<number>();
    while (ids.size < 12)
      ids.add(ids.size < 9 ? ((first + paper) % subjects) * 1_000 + Math.floor(random() * 25) : 90_000 + Math.floor(random() * 40));
    return [...ids].sort((a, b) => a - b);
  });
  const starts = Uint32Array.from([0, ...rows.map((_, i) => 12 * (i + 1))]);
  return {
    starts,
    ids: Uint32Array.from(rows.flat()),
    values: new Float32Array(12 * count).fill(1 / Math.sqrt(12)),
    idf: new Float32Array(12 * count).fill(3),
  };
}

describe('the basis of words', () => {
  it('brings papers of one subject near each other though they share hardly a word', async () => {
    const terms = sparsePapers(300, 5, 8);
    const basis = await lexicalBasis(terms, 8, 1);
    const places = new LexicalProjector(basis).project(terms);
    const alike = (i: number, j: number) => dot(places.subarray(i * 8, i * 8 + 8), places, j * 8);
    const [same, others] = [[] as number[], [] as number[]];
    for (let i = 0; i < 60; i++) for (let j = i + 1; j < 60; j++) (i % 5 === j % 5 ? same : others).push(alike(i, j));
    assert.ok(Math.min(...same) > 0.6, `${Math.min(...same)}`);
    assert.ok(Math.max(...others) < 0.5, `${Math.max(...others)}`);
  });
});

describe('papers that are clustered in threads', () => {
  it('have the same groups however many threads there are, and the same again for the same seed', async () => {
    const { points } = planted(6, 50, 16, 0.5, 21);
    const batches = Array.from({ length: 6 }, (_, part) => {
      const some = points.slice(part * 50, (part + 1) * 50);
      return (): PlacedBatch => ({ vectors: joined(some), terms: sparsePapers(50, 6, part, 50 * part) });
    });
    const grouped = async (threads: number) => {
      const clusterer = new Clusterer(threads);
      await clusterer.use(
        await clusterer.fit(
          batches.map((batch) => batch()),
          16,
          3,
        ),
      );
      for (const batch of batches) await clusterer.add(batch(), 50);
      const { centroids } = await kMeans(
        clusterer,
        await clusterer.seed(
          batches.map((batch) => batch()),
          6,
          3,
        ),
      );
      const { assigned } = await clusterer.assigned();
      await clusterer.close();
      return { centroids: [...centroids], assigned: [...assigned] };
    };
    const two = await grouped(2);
    assert.deepEqual(await grouped(1), two);
    assert.deepEqual(await grouped(2), two);
    assert.equal(partition(two.assigned), partition(points.map((_, i) => i % 6)));
  });
});

describe('grouping that is interrupted', () => {
  it('ends with that, at whatever batch it is, and nothing fails behind it', async () => {
    const random = seededRandom(17);
    const index = new ExactIndex(16);
    const keys = new KeySet();
    for (let key = 1; key <= 20_000; key++) {
      keys.add(key);
      index.set(key, randomUnitVector(random, 16));
    }
    const views = {
      dense: { roughVectors: (some: readonly number[]) => index.vectors(some) },
      lexical: {
        vectors: async (some: readonly number[]) => sparsePapers(some.length, 6, 1),
        select: async () => keys,
        size: async () => keys.size,
      },
    };
    const failures: unknown[] = [];
    const onFailure = (reason: unknown) => failures.push(reason);
    process.on('unhandledRejection', onFailure);
    for (const batch of [1, 3, 6]) {
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }) => {
        if (done >= 2_048 * batch) controller.abort();
      };
      await assert.rejects(
        clusterFromScratch(views, 16, { topics: 8, outliers: 0.1, seed: 1 }, { signal: controller.signal, onProgress }),
        {
          code: 'INTERRUPTED',
        },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.off('unhandledRejection', onFailure);
    assert.deepEqual(failures, []);
  });
});
