/**
 * One run of our k-means on a file of points, in a process of its own, whose memory is then that of k-means alone. Prints a line of JSON.
 *
 *   node build/bench/topics/kmeans-child.js FILE DIMENSIONS K SEED
 */
import { open } from 'node:fs/promises';
import { Clusterer } from '../../src/clustering/clusterer.js';
import { kMeans } from '../../src/clustering/kmeans.js';
import type { Pass } from '../../src/clustering/points.js';

/** Points that are read, and handed over, at once. */
const BATCH = 2_048;
/** Points that seeds are found among, as `grouping.ts` has it. */
const SAMPLE = 20_000;

const [file = '', dimensionsText = '', kText = '', seedText = ''] = process.argv.slice(2);
const [dimensions, k, seed] = [Number(dimensionsText), Number(kText), Number(seedText)];

const begun = performance.now();
const clusterer = new Clusterer();
// The points are placed already: nothing is taken from them, and no words are added.
const lexical = { dimensions: 0, terms: new Uint32Array(), rows: new Float32Array() };
await clusterer.use({ mean: new Float32Array(dimensions), lexical });
const handle = await open(file);
const count = Math.floor((await handle.stat()).size / (4 * dimensions));
const sample = [];
const every = Math.max(1, Math.floor(count / SAMPLE));
for (let first = 0; first < count; first += BATCH) {
  const points = Math.min(BATCH, count - first);
  const vectors = new Float32Array(points * dimensions);
  await handle.read(new Uint8Array(vectors.buffer), 0, vectors.byteLength, 4 * first * dimensions);
  const drawn = Array.from({ length: points }, (_, i) => i).filter((i) => (first + i) % every === 0);
  sample.push(batchOf(Float32Array.from(drawn.flatMap((i) => [...vectors.subarray(i * dimensions, (i + 1) * dimensions)]))));
  await clusterer.add(batchOf(vectors), points);
}
await handle.close();
const read = performance.now();
const first = await clusterer.seed(sample, k, seed);
const seeded = performance.now();
const course: { seconds: number; similarity: number }[] = [];
const onPass = ({ similarity }: { similarity: number }) => course.push({ seconds: (performance.now() - read) / 1000, similarity });
const { pass, passes } = await kMeans(clusterer, first, { onPass });
const done = performance.now();
await clusterer.close();
const result = {
  reading: (read - begun) / 1000,
  seeding: (seeded - read) / 1000,
  seconds: (done - read) / 1000,
  passes,
  inertia: inertiaOf(pass, count),
  course,
};
console.log(JSON.stringify(result));

function batchOf(vectors: Float32Array) {
  const none = new Uint32Array();
  const terms = {
    starts: new Uint32Array(vectors.length / dimensions + 1),
    ids: none,
    values: new Float32Array(),
    idf: new Float32Array(),
  };
  return { vectors, terms };
}

/** Sum of squared distances to the means of the groups, of unit vectors: n - Σ |sum|² / count. */
function inertiaOf({ sums, counts }: Pass, points: number): number {
  let kept = 0;
  counts.forEach((size, c) => {
    if (size === 0) return;
    for (let i = c * dimensions; i < (c + 1) * dimensions; i++) kept += (sums[i] as number) ** 2 / size;
  });
  return points - kept;
}
