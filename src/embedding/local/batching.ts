/**
 * A batch is padded to its longest text, so texts of like length go together; and it is bounded by
 * its padded tokens, not by its rows, so that its time and memory are alike for all. The bound is
 * low, since on a processor a matrix of 250 rows is as fast as one of 8,000 and stays in the cache.
 */
const TOKEN_BUDGET = 512;

/**
 * Padded tokens that a batch may have. Dynamic quantisation takes one scale for all that is in a
 * batch, so that an int8 vector would depend on its neighbours (down to a cosine of .975 was
 * seen): there each text goes alone, which costs abstracts nothing and titles a seventh of the speed.
 */
export function tokenBudget({ quantised }: { quantised: boolean }): number {
  return quantised ? 1 : TOKEN_BUDGET;
}

/** Indices of the texts of these lengths (in tokens), grouped into batches, shortest first. */
export function* inBatches(lengths: readonly number[], budget: number): Generator<number[]> {
  const order = lengths.map((_, i) => i).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  let batch: number[] = [];
  for (const i of order) {
    // In ascending order, the next text is the longest of its batch.
    if (batch.length > 0 && (batch.length + 1) * (lengths[i] ?? 0) > budget) {
      yield batch;
      batch = [];
    }
    batch.push(i);
  }
  if (batch.length > 0) yield batch;
}
