/**
 * Neighbours within a set of papers: recall@10 against the plain scan, and latency with the message to
 * the worker and back. `node build/bench/index/filters.js [HOME] [N]`, where HOME is a data folder
 * with vectors (without one: synthetic ones) and N how many of them are taken (default 400,000).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BestNeighbours } from '../../src/dense/best-neighbours.js';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { mean, percentile } from '../../src/evaluate/metrics.js';
import { KeySet } from '../../src/paper/key-set.js';
import { machine, table } from '../support/machine.js';
import { fill, readVectors, similarityOfRows } from './vectors.js';

const K = 10;
const QUERIES = 200;
/** Searches before the clock runs: compilers are lazy. */
const WARM_UP = 50;
const SHARES = [1, 0.5, 0.05, 0.005, 0.0005] as const;

/**
 * In a set that begins at a rank of the query (its farther half), hundreds are as similar as the best ten
 * but for the fourth digit. So beside the strict recall stands the one of ann-benchmarks: as good as the tenth, within this.
 */
const TOLERANCE = 0.001;

interface Recall {
  strict: number;
  tolerant: number;
}

/** How a set of papers lies to a query. */
const KINDS = {
  random: 'random',
  near: 'the nearest to the query',
  topic: 'the nearest to another paper',
  far: 'the farthest from the query',
} as const;
type Kind = keyof typeof KINDS;

const [first, second] = process.argv.slice(2);
const home = Number(first) > 0 ? undefined : first;
const vectors = await readVectors(home, Number(second ?? (Number(first) || 400_000)), QUERIES);
const folder = await mkdtemp(join(tmpdir(), 'paperkin-filters-'));
const options = { identity: 'bench', dimensions: vectors.dimensions, folder };

const building = new WorkerIndex(options);
await fill(building, vectors);
await building.settle();
await building.save({ identity: 'bench', sequence: 1, epoch: 'bench' });
await building.close();

const begun = performance.now();
const index = new WorkerIndex(options);
await index.load();
await index.search(vectors.queries[0] as Float32Array, K);
const loaded = performance.now() - begun;

for (let i = 0; i < WARM_UP; i++) {
  await index.search(vectors.queries[i] as Float32Array, K, { among: new KeySet(vectors.keys.filter((key) => key % (2 + i) === 0)) });
}

const times = new Map<string, number[]>();
const recalls = new Map<string, Recall[]>();
for (const [i, query] of vectors.queries.entries()) {
  const similarities = similarityOfRows(query, vectors);
  const toAnother = similarityOfRows(vectors.queries[(i + 1) % QUERIES] as Float32Array, vectors);
  for (const kind of Object.keys(KINDS) as Kind[]) {
    for (const share of SHARES) {
      if (share === 1 && kind !== 'random') continue;
      const among = chosen(kind, share, similarities, toAnother);
      const asked = performance.now();
      const neighbours = await index.search(query, K, { among });
      const name = `${share} ${kind}`;
      const time = performance.now() - asked;
      times.set(name, [...(times.get(name) ?? []), time]);
      recalls.set(name, [...(recalls.get(name) ?? []), recall(neighbours, among, similarities)]);
    }
  }
}
await index.close();
await rm(folder, { recursive: true });

console.log(`${machine()}\n`);
console.log(
  `${vectors.keys.length} ${vectors.source}, ${vectors.dimensions} dimensions; load to first answer ${(loaded / 1_000).toFixed(2)} s\n`,
);
console.log(
  table(
    ['set', 'share', `recall@${K}`, `within ${TOLERANCE}`, 'p50', 'p99'],
    [...times].map(([name, measured]) => {
      const [share, kind] = name.split(' ') as [string, Kind];
      const ms = (p: number) => `${percentile(measured, p).toFixed(1)} ms`;
      const of = (which: keyof Recall) => mean((recalls.get(name) ?? []).map((one) => one[which])).toFixed(3);
      return [KINDS[kind], `${Number(share) * 100}%`, of('strict'), of('tolerant'), ms(0.5), ms(0.99)];
    }),
  ),
);

function chosen(kind: Kind, share: number, similarities: Float32Array, toAnother: Float32Array): KeySet {
  const size = Math.round(share * vectors.keys.length);
  if (kind === 'random') return new KeySet(vectors.keys.filter((key) => Math.imul(key, 0x9e3779b1) >>> 0 < share * 2 ** 32));
  const by = kind === 'topic' ? toAnother : similarities;
  const ascending = by.slice().sort();
  const [low, high] = kind === 'far' ? [-2, ascending[size - 1] ?? 2] : [ascending[ascending.length - size] ?? -2, 2];
  return new KeySet(vectors.keys.filter((_, row) => (by[row] ?? 0) >= low && (by[row] ?? 0) <= high));
}

function recall(neighbours: readonly { key: number }[], among: KeySet, similarities: Float32Array): Recall {
  const truth = new BestNeighbours(K);
  for (const [row, key] of vectors.keys.entries()) if (among.has(key)) truth.offer(key, similarities[row] ?? 0);
  const right = new Set(truth.sorted.map(({ key }) => key));
  const least = (truth.sorted.at(-1)?.similarity ?? 2) - TOLERANCE;
  const share = (isRight: (key: number) => boolean) => neighbours.filter(({ key }) => isRight(key)).length / right.size;
  // A key is its row plus one.
  return { strict: share((key) => right.has(key)), tolerant: share((key) => (similarities[key - 1] ?? 0) >= least) };
}
