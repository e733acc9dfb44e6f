/**
 * A batch is padded to its longest text, so texts of like length go together; and it is bounded
 * by its padded size, not by its rows, so that its time and memory are alike for all.
 */

/** Padded characters in a batch: about 16 abstracts, where ONNX Runtime is as fast as with 32. */
const MAX_BATCH_CHARACTERS = 24_000;
const MAX_BATCH_ROWS = 64;
/** Beyond the model's 256 tokens a longer text costs no more: about 6 characters a token. */
const LENGTH_CAP = 1_500;

/** Indices of the texts, grouped into batches of similar length, shortest first. */
export function* inBatches(texts: readonly string[]): Generator<number[]> {
  const cost = texts.map((text) => Math.min(text.length, LENGTH_CAP));
  const order = texts.map((_, i) => i).sort((a, b) => (cost[a] ?? 0) - (cost[b] ?? 0) || a - b);
  let batch: number[] = [];
  for (const i of order) {
    // In ascending order, the next text is the longest of its batch.
    const padded = (batch.length + 1) * (cost[i] ?? 0);
    if (batch.length > 0 && (padded > MAX_BATCH_CHARACTERS || batch.length === MAX_BATCH_ROWS)) {
      yield batch;
      batch = [];
    }
    batch.push(i);
  }
  if (batch.length > 0) yield batch;
}
