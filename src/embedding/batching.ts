/**
 * A batch is padded to its longest text, so texts of like length go together; and it is bounded by
 * its padded tokens, not by its rows, so that its time and memory are alike for all.
 *
 * On a processor a matrix of some 250 rows is already as fast as one of 8,000, and stays in the
 * cache: an abstract is best alone, unpadded, while short texts gain fourfold by company
 * (docs/figures.md). Alone, a text's vector does not depend on its neighbours either.
 */
const TOKEN_BUDGET = 512;

/** Indices of the texts of these lengths (in tokens), grouped into batches, shortest first. */
export function* inBatches(lengths: readonly number[], budget = TOKEN_BUDGET): Generator<number[]> {
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
