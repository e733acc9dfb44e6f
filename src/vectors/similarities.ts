import { dot, requireUnitVector } from './math.js';
import type { KeyPair } from './vector-index.js';

/** Gives the entry of a key; it need only last until the next call. */
type Entries = (key: number) => Float32Array | undefined;

/** See {@link VectorIndex.similarities}. */
export function similaritiesTo(query: Float32Array, dimensions: number, keys: readonly number[], entries: Entries): (number | undefined)[] {
  requireUnitVector(query, dimensions);
  return keys.map((key) => {
    const vector = entries(key);
    return vector && dot(query, vector, 0);
  });
}

/** See {@link VectorIndex.pairSimilarities}. */
export function similaritiesOfPairs(pairs: readonly KeyPair[], entries: Entries): (number | undefined)[] {
  return pairs.map(([one, other]) => {
    const first = entries(one)?.slice();
    const second = entries(other);
    return first && second && dot(first, second, 0);
  });
}
