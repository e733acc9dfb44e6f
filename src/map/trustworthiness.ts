import { dot } from '../dense/math.js';
import { throwIfAborted } from '../errors.js';
import { seededRandom } from '../numeric/random.js';
import type { MapSource, PaperMap } from '../stores/paper-map.js';

export interface TrustOptions {
  /** Neighbours on the map that are looked at. Default 15. */
  k?: number | undefined;
  /** Papers whose neighbours are looked at, drawn at random. Default 500: the standard deviation of the result is some .003. */
  sample?: number | undefined;
  seed?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Papers that the sample has been compared with, of all. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/** Vectors that are read at once: as many are compared without a pause, which takes some 6 ms. */
const BATCH = 64;

/** A paper of the sample, and of its neighbours on the map how like it they are. */
interface Looked {
  row: number;
  vector: Float32Array;
  near: { similarity: number; rank: number }[];
}

/**
 * Trustworthiness (Venna and Kaski, 2001): whether neighbours on the map are neighbours in truth, 0 to 1. A paper among the k
 * nearest on the map that is the r-th nearest by its vector costs r - k where r is above k; .5 is a map at random, 1 one on which
 * nobody has a wrong neighbour. Needs a vector of each paper of the map. Exact for the papers of the sample: they are compared with all.
 * 400,000 papers take one to two minutes.
 * @throws RangeError where k is not below half of the papers
 */
export async function trustworthiness(map: PaperMap, source: MapSource, options: TrustOptions = {}): Promise<number> {
  const { k = 15, sample = 500, seed = 1, signal, onProgress } = options;
  const count = map.keys.length;
  if (k < 1 || 2 * k >= count) throw new RangeError(`${count} papers are too few for ${k} neighbours.`);
  const looked: Looked[] = [];
  for (const row of drawn(count, sample, seed)) looked.push(await neighboursOf(map, source, row, k));
  for (let first = 0; first < count; first += BATCH) {
    throwIfAborted(signal);
    const vectors = await source.vectors([...map.keys.subarray(first, first + BATCH)]);
    for (const { row, vector, near } of looked) {
      for (const [i, other] of vectors.entries()) {
        if (other === undefined || first + i === row) continue;
        const similarity = dot(vector, other, 0);
        for (const neighbour of near) if (similarity > neighbour.similarity) neighbour.rank++;
      }
    }
    onProgress?.({ done: Math.min(count, first + BATCH), total: count });
  }
  let cost = 0;
  for (const { near } of looked) for (const { rank } of near) cost += Math.max(0, rank - k);
  return 1 - (2 * cost) / (looked.length * k * (2 * count - 3 * k - 1));
}

/** Rows in random order, each once. */
function drawn(count: number, sample: number, seed: number): number[] {
  const random = seededRandom(seed);
  const rows = Array.from({ length: count }, (_, row) => row);
  for (let i = 0; i < Math.min(sample, count); i++) {
    const other = i + Math.floor(random() * (count - i));
    [rows[i], rows[other]] = [rows[other] as number, rows[i] as number];
  }
  return rows.slice(0, sample);
}

/** A row's neighbours on the map, with a rank that all more similar papers will raise. */
async function neighboursOf({ keys, x, y }: PaperMap, source: MapSource, row: number, k: number): Promise<Looked> {
  const nearest = nearestOnMap(x, y, row, k);
  const [vector = new Float32Array(), ...others] = await source.vectors([row, ...nearest].map((i) => keys[i] as number));
  const near = others.map((other) => ({ similarity: other ? dot(vector, other, 0) : -1, rank: 1 }));
  return { row, vector, near };
}

/** The `k` rows nearest on the map, nearest first, ties by row. */
function nearestOnMap(x: Float32Array, y: Float32Array, row: number, k: number): number[] {
  const [fromX, fromY] = [x[row] as number, y[row] as number];
  const best: { other: number; distance: number }[] = [];
  for (let other = 0; other < x.length; other++) {
    const distance = ((x[other] as number) - fromX) ** 2 + ((y[other] as number) - fromY) ** 2;
    if (other === row || distance >= (best[k - 1]?.distance ?? Number.POSITIVE_INFINITY)) continue;
    let at = best.length;
    while (at > 0 && distance < (best[at - 1]?.distance ?? 0)) at--;
    best.splice(at, 0, { other, distance });
    if (best.length > k) best.pop();
  }
  return best.map(({ other }) => other);
}
