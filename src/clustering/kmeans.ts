import { seededRandom } from '../numeric/random.js';
import type { Pass, Points } from './points.js';
import { concatRows } from './rows.js';

/** Points that are clustered, wherever they are: in this thread, or shared out among several. */
export interface Clustered {
  count: number;
  dimensions: number;
  assign(centroids: Float32Array, signal?: AbortSignal): Promise<Pass>;
}

export interface KMeansOptions {
  /** Passes over all points, at most. Default 25. */
  passes?: number;
  /** Done when a pass makes the mean similarity greater by less than this. Default .0001. */
  tolerance?: number;
  signal?: AbortSignal | undefined;
  onPass?: (pass: { number: number; similarity: number; moved: number }) => void;
}

export interface KMeansResult {
  /** Unit vectors one after the other. */
  centroids: Float32Array;
  /** The last pass, in which the points were assigned to these. */
  pass: Pass;
  /** Mean similarity of the points to their centroids, -1..1; the inertia of unit vectors is 2 · count · (1 - similarity). */
  similarity: number;
  passes: number;
}

const PASSES = 25;
/** Mean squared distance of points that are all the same, as int8. */
const SAME = 0.01;
const TOLERANCE = 1e-4;

/**
 * k-means on the sphere (Dhillon and Modha, 2001): each point goes to the centroid with the greatest cosine, each centroid to the
 * direction of the sum of its points. A centroid that has lost all its points stays where it is.
 * @param first Unit vectors to begin with, one after the other.
 */
export async function kMeans(points: Clustered, first: Float32Array, options: KMeansOptions = {}): Promise<KMeansResult> {
  const { passes = PASSES, tolerance = TOLERANCE, signal, onPass } = options;
  const { dimensions, count } = points;
  let centroids = first;
  let before = Number.NEGATIVE_INFINITY;
  for (let number = 1; ; number++) {
    signal?.throwIfAborted();
    const pass = await points.assign(centroids, signal);
    const similarity = pass.similarities.reduce((sum, each) => sum + each, 0) / (count || 1);
    onPass?.({ number, similarity, moved: pass.moved });
    // What the last pass assigned belongs to the centroids that it was given.
    if (number >= passes || pass.moved === 0 || similarity - before < tolerance) return { centroids, pass, similarity, passes: number };
    before = similarity;
    centroids = directions(pass.sums, dimensions, centroids);
  }
}

/** Unit vectors of sums; where a sum is 0, what was there before. */
export function directions(sums: Float64Array, dimensions: number, before: Float32Array): Float32Array {
  const unit = new Float32Array(sums.length);
  for (let start = 0; start < sums.length; start += dimensions) {
    const sum = sums.subarray(start, start + dimensions);
    let square = 0;
    for (const x of sum) square += x * x;
    const length = Math.sqrt(square);
    if (length < 1e-9) unit.set(before.subarray(start, start + dimensions), start);
    else for (let at = 0; at < dimensions; at++) unit[start + at] = (sum[at] as number) / length;
  }
  return unit;
}

/**
 * Points to begin with that lie well apart: k-means++ (Arthur and Vassilvitskii, 2007) by the squared distance on the sphere,
 * 2 - 2 cos, each time the best of some candidates, as in scikit-learn.
 * @param points Fewer different ones than `k` give fewer. @returns Unit vectors one after the other.
 */
export function seeds(points: Points, k: number, seed: number): Float32Array {
  const { count } = points;
  const random = seededRandom(seed);
  const chosen = [points.vector(Math.floor(random() * count))];
  let distances = distancesTo(chosen[0] as Float32Array, points);
  const trials = 2 + Math.floor(Math.log(k));
  while (chosen.length < Math.min(k, count)) {
    const total = sumOf(distances);
    // All that is left is the same as what has been chosen, but for the rounding.
    if (total < SAME * count) break;
    let best: { vector: Float32Array; distances: Float64Array; total: number } | undefined;
    for (let trial = 0; trial < trials; trial++) {
      const vector = points.vector(drawn(distances, random() * total));
      const nearer = distancesTo(vector, points, distances);
      const left = sumOf(nearer);
      if (!best || left < best.total) best = { vector, distances: nearer, total: left };
    }
    if (!best) break;
    chosen.push(best.vector);
    distances = best.distances;
  }
  return concatRows(chosen);
}

function drawn(weights: Float64Array, target: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] as number;
    if (sum > target) return i;
  }
  return weights.length - 1;
}

/** Squared distances of all to one; where `before` is less, that. */
function distancesTo(one: Float32Array, points: Points, before?: Float64Array): Float64Array {
  const similarities = points.similaritiesTo(one);
  const distances = new Float64Array(points.count);
  for (let i = 0; i < distances.length; i++) {
    const distance = Math.max(0, 2 - 2 * (similarities[i] as number));
    distances[i] = before ? Math.min(distance, before[i] as number) : distance;
  }
  return distances;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
