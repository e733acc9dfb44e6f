import type { z } from 'zod';
import type { Embedder } from '../embedding/embedder.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { VectorIndex } from '../vectors/vector-index.js';
import { type Answer, answerOf } from './answer.js';
import type { searchSchema } from './query.js';

/** Papers that answer a question in words, by meaning. */
export async function search(
  store: Pick<PaperStore, 'byKeys'>,
  index: VectorIndex,
  embedder: Embedder,
  { query, k }: z.output<typeof searchSchema>,
): Promise<Answer> {
  const [vector] = await embedder.embed([query]);
  return vector ? answerOf(store, await index.search(vector, k, { foreign: true }), k) : { results: [] };
}
