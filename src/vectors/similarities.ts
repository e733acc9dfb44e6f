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
export function pairwiseSimilarities(keys: readonly number[], entries: Entries): Float32Array {
  const vectors = keys.map((key) => entries(key)?.slice());
  const matrix = new Float32Array(keys.length ** 2).fill(Number.NaN);
  vectors.forEach((one, row) => {
    for (let column = row; one && column < keys.length; column++) {
      const other = vectors[column];
      if (other) matrix[row * keys.length + column] = matrix[column * keys.length + row] = dot(one, other, 0);
    }
  });
  return matrix;
}
