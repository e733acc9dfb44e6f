import type { LexicalQuery } from '../lexical/lexical-index.js';
import { sampleOf } from '../numeric/random.js';
import type { KeySet } from '../paper/key-set.js';
import type { Views } from '../search/candidates.js';

/** Papers that are looked at more closely: those that are nearest to the name by meaning, beside all that have its words. */
const POOL = 50_000;
/** Random papers: what they score is the measure of what others score. */
const SAMPLE = 1_500;
/** Compared at a time; between two times others have a turn. */
const AT_ONCE = 50_000;
/** Of a normal distribution this share is more than one standard deviation below the mean. */
const ONE_BELOW = 0.1587;

/** The papers among which the members of a topic are sought, and random ones by which scores are standardised. */
export interface Ground {
  keys: readonly number[];
  /** Of each key its place in `keys`. */
  rows: ReadonlyMap<number, number>;
  /** Places of random papers of the corpus. */
  sample: readonly number[];
  /** How many papers there are in all. */
  corpus: number;
}

/** @param sought Vectors of the name in its forms, and of the examples. @param named Papers that are among them in any case. */
export async function groundOf(
  views: Views,
  sought: readonly Float32Array[],
  named: Iterable<number>,
  signal?: AbortSignal,
): Promise<Ground> {
  const corpus = await views.lexical.select({});
  const all = [...corpus];
  const sample = sampleOf(all, SAMPLE, all.length);
  const chosen = new Set(sample);
  for (const key of named) if (corpus.has(key)) chosen.add(key);
  if (all.length <= POOL) for (const key of all) chosen.add(key);
  else for (const key of await nearestOf(views, sought, all, signal)) chosen.add(key);
  const keys = [...chosen].sort((a, b) => a - b);
  const rows = new Map(keys.map((key, row) => [key, row]));
  return { keys, rows, sample: sample.map((key) => rows.get(key) as number), corpus: all.length };
}

async function nearestOf(views: Views, sought: readonly Float32Array[], all: readonly number[], signal?: AbortSignal): Promise<number[]> {
  const best = new Float64Array(all.length).fill(-1);
  for (const vector of sought) {
    const similarities = await similaritiesOf(views, vector, all, signal);
    for (let i = 0; i < best.length; i++) best[i] = Math.max(best[i] as number, similarities[i] as number);
  }
  const least = Float64Array.from(best).sort()[all.length - POOL] as number;
  return all.filter((_, i) => (best[i] as number) >= least);
}

/** Cosines with a vector; -1 where a paper has none. */
async function similaritiesOf(
  { dense }: Views,
  vector: Float32Array,
  keys: readonly number[],
  signal?: AbortSignal,
): Promise<Float64Array> {
  const all = new Float64Array(keys.length);
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const some = await dense.similarities(vector, keys.slice(from, from + AT_ONCE));
    for (let i = 0; i < some.length; i++) all[from + i] = some[i] ?? -1;
  }
  return all;
}

/** Cosines of all papers of the ground with a vector, in standard deviations of random papers. */
export async function denseVectorOf(views: Views, ground: Ground, vector: Float32Array, signal?: AbortSignal): Promise<Float64Array> {
  return standardised(await similaritiesOf(views, vector, ground.keys, signal), ground.sample);
}

/** Scores of papers by words, as they are. */
export async function lexicalVectorOf(
  { lexical }: Views,
  keys: readonly number[],
  query: LexicalQuery,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const all = new Float64Array(keys.length);
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    all.set(await lexical.score(query, keys.slice(from, from + AT_ONCE)), from);
  }
  return all;
}

/** By median and lower half of the sample: the upper one may have members in it. */
export function standardised(values: Float64Array, sample: readonly number[]): Float64Array {
  const sorted = Float64Array.from(sample, (row) => values[row] as number).sort();
  const middle = sorted[sorted.length >> 1] ?? 0;
  const below = sorted[Math.floor(ONE_BELOW * (sorted.length - 1))] ?? 0;
  const deviation = middle - below || 1;
  return values.map((value) => (value - middle) / deviation);
}

/** The places of a set's papers in the ground. */
export function rowsIn(ground: Ground, set: KeySet): Uint8Array {
  return Uint8Array.from(ground.keys, (key) => (set.has(key) ? 1 : 0));
}

export function upperMedian(values: readonly number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1] ?? 0;
}
