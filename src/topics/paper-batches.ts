import type { PlacedBatch } from '../clustering/clusterer.js';
import type { Views } from '../search/candidates.js';

/** Papers read from the indexes in one go, which takes them some 20 ms. */
const AT_ONCE = 2_048;

export type TopicViews = { dense: Pick<Views['dense'], 'roughVectors'>; lexical: Pick<Views['lexical'], 'vectors' | 'select' | 'size'> };

/** A batch, and the papers that are in it: those without a vector are left out. */
export interface KeyedBatch {
  keys: number[];
  batch: PlacedBatch;
}

/** Papers in both views, some at a time. */
export async function* paperBatches(
  { dense, lexical }: TopicViews,
  dimensions: number,
  keys: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<KeyedBatch> {
  for (let first = 0; first < keys.length; first += AT_ONCE) {
    signal?.throwIfAborted();
    const some = keys.slice(first, first + AT_ONCE);
    const vectors = await dense.roughVectors(some);
    const known = some.filter((_, i) => vectors[i] !== undefined);
    if (known.length === 0) continue;
    const joined = new Float32Array(known.length * dimensions);
    let at = 0;
    for (const vector of vectors) {
      if (!vector) continue;
      joined.set(vector, at);
      at += dimensions;
    }
    yield { keys: known, batch: { vectors: joined, terms: await lexical.vectors(known) } };
  }
}
