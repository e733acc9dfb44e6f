import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dot } from '../../src/dense/math.js';
import { chooseLandmarks } from '../../src/map/landmarks.js';
import { extendMap, makeMap } from '../../src/map/make-map.js';
import { densestAmong } from '../../src/map/place.js';
import { trustworthiness } from '../../src/map/trustworthiness.js';
import { seededRandom } from '../../src/numeric/random.js';
import type { MapProgress, MapSource, PaperMap } from '../../src/stores/paper-map.js';

const DIMENSIONS = 32;
const FIELDS = 6;

/** Papers of six fields in turns: unit vectors around six directions. Key 13 has none. */
const source: MapSource = {
  identity: 'a model',
  dimensions: DIMENSIONS,
  vectors: async (keys) => keys.map((key) => (key === 13 ? undefined : vectorOf(key))),
};

function vectorOf(key: number): Float32Array {
  const [own, field] = [seededRandom(key), seededRandom(1_000_000 + (key % FIELDS))];
  const vector = Float32Array.from({ length: DIMENSIONS }, () => field() - 0.5 + 0.6 * (own() - 0.5));
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

const keysTo = (end: number) => Array.from({ length: end }, (_, i) => i + 1);
const placesOf = ({ keys, x, y }: PaperMap) => new Map(Array.from(keys, (key, i) => [key, `${x[i]} ${y[i]}`]));

describe('a map', async () => {
  const progress: MapProgress[] = [];
  const map = await makeMap(source, keysTo(600), { landmarks: 200, threads: 2, onProgress: (step) => progress.push(step) });

  it('has each paper that has a vector, once', () => {
    assert.deepEqual(map.keys.toSorted(), Uint32Array.from(keysTo(600).filter((key) => key !== 13)));
    assert.ok([...map.x, ...map.y].every(Number.isFinite));
  });

  it('keeps fields together: the nearest paper on it is mostly of the same field', () => {
    const nearest = (row: number) => {
      const distance = (i: number) => Math.hypot((map.x[i] ?? 0) - (map.x[row] ?? 0), (map.y[i] ?? 0) - (map.y[row] ?? 0));
      return [...map.keys.keys()].filter((i) => i !== row).reduce((best, i) => (distance(i) < distance(best) ? i : best));
    };
    const field = (row: number) => (map.keys[row] ?? 0) % FIELDS;
    const right = [...map.keys.keys()].filter((row) => field(nearest(row)) === field(row));
    assert.ok(right.length / map.keys.length > 0.95, `${right.length} of ${map.keys.length}`);
  });

  it('is the same for the same seed, in whatever order the papers are given, and another for another', async () => {
    const again = await makeMap(source, keysTo(600).reverse(), { landmarks: 200, threads: 1 });
    assert.deepEqual(placesOf(again), placesOf(map));
    const other = await makeMap(source, keysTo(600), { landmarks: 200, seed: 2 });
    assert.notDeepEqual(placesOf(other), placesOf(map));
  });

  it('says how far it is', () => {
    assert.deepEqual(progress.at(-1), { phase: 'papers', done: 400, total: 400 });
    assert.ok(progress.some(({ phase }) => phase === 'landmarks'));
  });

  it('takes new papers without moving old ones, at the same places whichever come first', async () => {
    const property = fc.asyncProperty(fc.shuffledSubarray(keysTo(60), { minLength: 1 }), fc.nat(59), async (offsets, cut) => {
      const fresh = offsets.map((offset) => 600 + offset);
      const at = Math.min(cut, fresh.length);
      const once = await extendMap(map, source, fresh, { threads: 1 });
      const twice = await extendMap(await extendMap(map, source, fresh.slice(0, at), { threads: 1 }), source, fresh, { threads: 1 });
      assert.deepEqual(once.keys.subarray(0, map.keys.length), map.keys);
      assert.deepEqual(once.x.subarray(0, map.x.length), map.x);
      assert.deepEqual(once.y.subarray(0, map.y.length), map.y);
      assert.deepEqual(placesOf(twice), placesOf(once));
      assert.equal(once.keys.length, map.keys.length + fresh.length);
    });
    await fc.assert(property, { numRuns: 5 });
  });

  it('refuses papers whose vectors are of another model', async () => {
    await assert.rejects(extendMap(map, { ...source, identity: 'another' }, [700]), { code: 'INVALID_INPUT' });
  });

  it('stops when nobody waits any more, in both of its phases', async () => {
    for (const phase of ['landmarks', 'papers']) {
      const controller = new AbortController();
      const onProgress = (step: MapProgress) => step.phase === phase && controller.abort();
      const work = makeMap(source, keysTo(5_000), { landmarks: 50, threads: 1, signal: controller.signal, onProgress });
      await assert.rejects(work, { code: 'INTERRUPTED' });
    }
  });

  it('can be of few papers, of papers that are all alike, or of none', async () => {
    for (const count of [0, 1, 2, 5, 20]) {
      const few = await makeMap({ ...source, vectors: async (keys) => keys.map(() => vectorOf(1)) }, keysTo(count));
      assert.equal(few.keys.length, count);
      assert.ok([...few.x, ...few.y].every(Number.isFinite));
    }
  });
});

describe('landmarks', () => {
  it('are each chosen once, the same ones for a seed', () => {
    const property = fc.property(fc.uniqueArray(fc.nat(10_000)), fc.nat(50), fc.nat(), (keys, count, seed) => {
      const chosen = chooseLandmarks(keys, count, seed);
      assert.equal(new Set(chosen).size, Math.min(count, keys.length));
      assert.ok(chosen.every((key) => keys.includes(key)));
      assert.deepEqual(chooseLandmarks(keys.toReversed(), count, seed), chosen);
    });
    fc.assert(property);
  });
});

describe('the densest place among landmarks', () => {
  const near = (...similarities: number[]) => similarities.map((similarity, key) => ({ key, similarity }));

  it('is that of its landmark where there is one, and between two that lie together', () => {
    assert.deepEqual(densestAmong(near(0.8), Float32Array.of(3, 4)), [3, 4]);
    const [x, y] = densestAmong(near(0.8, 0.8), Float32Array.of(0, 0, 0.1, 0.2));
    assert.ok(Math.abs(x - 0.05) < 1e-6 && Math.abs(y - 0.1) < 1e-6, `${x}, ${y}`);
  });

  it('is with the larger of two groups, not in the void between them', () => {
    const [x] = densestAmong(near(0.8, 0.8, 0.79), Float32Array.of(0, 0, 10, 0, 10, 0));
    assert.ok(Math.abs(x - 10) < 1e-6, `${x}`);
  });
});

describe('trustworthiness', () => {
  // On a quarter circle at 0, 10, 21, 40 and 80 degrees.
  const angles = [0, 10, 21, 40, 80];
  const circle: MapSource = {
    identity: 'a circle',
    dimensions: 2,
    vectors: async (keys) =>
      keys.map((key) => Float32Array.of(Math.cos(((angles[key] ?? 0) * Math.PI) / 180), Math.sin(((angles[key] ?? 0) * Math.PI) / 180))),
  };
  const line = (...x: number[]): PaperMap => ({
    identity: 'a circle',
    landmarks: 5,
    keys: Uint32Array.from([0, 1, 2, 3, 4]),
    x: Float32Array.from(x),
    y: new Float32Array(5),
  });

  it('is 1 where nobody has a wrong neighbour', async () => {
    assert.equal(await trustworthiness(line(0, 10, 21, 40, 80), circle, { k: 1 }), 1);
  });

  it('is what one works out by hand', async () => {
    // The last lies beside the first: each is the fourth of the other, which costs 3. The others keep their neighbours.
    // 1 - 2 * (3 + 3) / (5 * 1 * (10 - 3 - 1)) = 1 - 12 / 30
    const result = await trustworthiness(line(0, 10, 21, 40, -1), circle, { k: 1 });
    assert.ok(Math.abs(result - 0.6) < 1e-12, `${result}`);
  });

  it('is what a dull definition says, for any map', async () => {
    const places = fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { minLength: 20, maxLength: 60 });
    const property = fc.asyncProperty(places, fc.integer({ min: 1, max: 6 }), async (given, k) => {
      const [keys, count] = [keysTo(given.length).map((key) => key + 100), given.length];
      const vectors = keys.map(vectorOf);
      let cost = 0;
      for (let i = 0; i < count; i++) {
        const others = [...keys.keys()].filter((j) => j !== i);
        const distance = (j: number) =>
          ((given[j]?.[0] ?? 0) - (given[i]?.[0] ?? 0)) ** 2 + ((given[j]?.[1] ?? 0) - (given[i]?.[1] ?? 0)) ** 2;
        const similarity = (j: number) => dot(vectors[i] as Float32Array, vectors[j] as Float32Array, 0);
        const truth = others.toSorted((a, b) => similarity(b) - similarity(a));
        for (const j of others.toSorted((a, b) => distance(a) - distance(b) || a - b).slice(0, k))
          cost += Math.max(0, truth.indexOf(j) + 1 - k);
      }
      const map = {
        identity: '',
        landmarks: 0,
        keys: Uint32Array.from(keys),
        x: Float32Array.from(given, ([x]) => x),
        y: Float32Array.from(given, ([, y]) => y),
      };
      const expected = 1 - (2 * cost) / (count * k * (2 * count - 3 * k - 1));
      assert.ok(Math.abs((await trustworthiness(map, source, { k, sample: count })) - expected) < 1e-12);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('wants more papers than neighbours', async () => {
    await assert.rejects(trustworthiness(line(0, 1, 2, 3, 4), circle, { k: 3 }), RangeError);
  });
});
