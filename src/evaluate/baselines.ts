import { meanDirection } from '../dense/math.js';
import { nearestMean } from '../recommend/scoring.js';
import type { Views } from '../search/candidates.js';

/**
 * What anybody would try first, as a measure of what ours adds. Each scores papers by what a reader likes; higher is better.
 */

/** Of the likes that candidates are compared with the newest, as ours does: more take longer and change nothing. */
const COMPARED_LIKES = 96;
/** Candidates at a time: the matrix of similarities must not fill the memory. */
const CHUNK = 20_000;
const NEAREST = 3;

/** @param likes Keys, the newest first; at least one. */
export type Baseline = (views: Views, likes: readonly number[], candidates: readonly number[]) => Promise<ArrayLike<number>>;

export const BASELINES: Readonly<Record<string, Baseline>> = {
  'one mean vector': async ({ dense }, likes, candidates) => {
    const vectors = (await dense.vectors(likes)).filter((vector) => vector !== undefined);
    if (vectors.length === 0) return new Float32Array(candidates.length);
    const similarities = await dense.similarities(meanDirection(vectors), candidates);
    return similarities.map((similarity) => similarity ?? 0);
  },
  'nearest likes': async ({ dense }, likes, candidates) => {
    const others = likes.slice(0, COMPARED_LIKES);
    const scores = new Float32Array(candidates.length);
    for (let start = 0; start < candidates.length; start += CHUNK) {
      const rows = candidates.slice(start, start + CHUNK);
      const cosines = await dense.pairwise(rows, others);
      for (let i = 0; i < rows.length; i++)
        scores[start + i] = nearestMean(cosines.subarray(i * others.length, (i + 1) * others.length), NEAREST);
    }
    return scores;
  },
  'newest first': ({ lexical }, _likes, candidates) => lexical.days(candidates),
};

/** The keys of the `k` best, best first, ties by key. */
export function topKeys(keys: readonly number[], scores: ArrayLike<number>, k: number): number[] {
  const order = Uint32Array.from(keys.keys());
  const least = k < keys.length ? (Float64Array.from(scores).sort()[keys.length - k] as number) : Number.NEGATIVE_INFINITY;
  return [...order.filter((i) => (scores[i] as number) >= least)]
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || (keys[a] as number) - (keys[b] as number))
    .slice(0, k)
    .map((i) => keys[i] as number);
}

/** From 1: where one of the keys stands among all of them, in the order of {@link bestOfInterests}. */
export function placeOf(key: number, keys: readonly number[], scores: ArrayLike<number>): number {
  const own = scores[keys.indexOf(key)] as number;
  let place = 1;
  keys.forEach((other, i) => {
    const score = scores[i] as number;
    if (score > own || (score === own && other < key)) place++;
  });
  return place;
}
