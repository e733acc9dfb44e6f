import { dot, requireUnitVector } from './math.js';

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

/** See {@link VectorIndex.pairwise}. */
export function pairwiseSimilarities(keys: readonly number[], others: readonly number[], entries: Entries): Float32Array {
  // An entry may be one vector that is filled again for each key.
  const columns = others.map((key) => entries(key)?.slice());
  const matrix = new Float32Array(keys.length * others.length).fill(Number.NaN);
  keys.forEach((key, row) => {
    const one = entries(key);
    columns.forEach((other, column) => {
      if (one && other) matrix[row * others.length + column] = dot(one, other, 0);
    });
  });
  return matrix;
}
