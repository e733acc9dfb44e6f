import { dot } from '../math.js';

/** Gives the entry of a key; it need only last until the next call. */
type Entries = (key: number) => Float32Array | undefined;

/** See {@link VectorIndex.similarities}. */
export function similaritiesTo(query: Float32Array, keys: readonly number[], entries: Entries): (number | undefined)[] {
  return keys.map((key) => {
    const vector = entries(key);
    return vector && dot(query, vector, 0);
  });
}

/**
 * See {@link VectorIndex.pairwise}. The side with fewer entries is compared, one after the other, with all of the other side at once.
 * @param similarities As {@link VectorIndex.similarities}.
 */
export function pairwiseSimilarities(
  keys: readonly number[],
  others: readonly number[],
  entries: Entries,
  similarities: (query: Float32Array, keys: readonly number[]) => readonly (number | undefined)[],
): Float32Array {
  const matrix = new Float32Array(keys.length * others.length).fill(Number.NaN);
  const [queries, compared] = others.length < keys.length ? [others, keys] : [keys, others];
  const [ofQuery, ofCompared] = queries === keys ? [others.length, 1] : [1, others.length];
  queries.forEach((key, q) => {
    const query = entries(key);
    if (!query) return;
    similarities(query, compared).forEach((similarity, c) => {
      if (similarity !== undefined) matrix[q * ofQuery + c * ofCompared] = similarity;
    });
  });
  return matrix;
}
