import type { z } from 'zod';
import type { MeaningView } from '../indexing/meaning-view.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type Answer, answerOf } from './answer.js';
import type { searchSchema } from './query.js';

/** Papers that answer a question in words, by meaning. */
export async function search(
  store: Pick<PaperStore, 'byKeys'>,
  view: Pick<MeaningView, 'embed' | 'nearest'>,
  { query, k }: z.output<typeof searchSchema>,
): Promise<Answer> {
  const [vector] = await view.embed([query], { role: 'query' });
  return vector ? answerOf(store, await view.nearest(vector, k, { foreign: true }), k) : { results: [] };
}
