import type { Paper } from '../../src/paper/paper.js';
import type { PaperStore, PutOutcome } from '../../src/stores/paper-store.js';
import { randomUnitVector, seededRandom } from '../support/random.js';

export const MODEL = { id: 'test-model@1', dimensions: 8 };

export async function put(store: PaperStore, papers: readonly Paper[]): Promise<PutOutcome[]> {
  const writer = await store.openWriter('test');
  try {
    return await writer.put(papers);
  } finally {
    await writer.close();
  }
}

/** Gives every paper that lacks one a vector of {@link MODEL}. */
export async function embedAll(store: PaperStore): Promise<void> {
  const random = seededRandom(1);
  const writer = await store.openWriter('test');
  const lacking = await store.unembedded(MODEL.id, 0, 1_000);
  await writer.putVectors(
    MODEL,
    lacking.map(({ textHash }) => ({ textHash, vector: randomUnitVector(random, MODEL.dimensions) })),
  );
  await writer.close();
}
