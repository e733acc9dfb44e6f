import { PaperkinError } from '../errors.js';
import type { PaperSearch } from './paper-search.js';
import { similarSchema } from './query.js';

/** Answers that a server gives nobody, to be fast from the first one on. */
const ANSWERS = 100;

/** Compilers are lazy: the first hundred answers take twice as long as those after. Nobody waits for these. */
export async function warmUp(search: Pick<PaperSearch, 'list' | 'similar'>, stopping: AbortSignal): Promise<void> {
  for (const { id } of (await search.list({ limit: ANSWERS })).papers) {
    if (stopping.aborted) return;
    await search.similar(similarSchema.parse({ ids: [id] })).catch((error: unknown) => {
      // A paper may go meanwhile, and so may we.
      if (!stopping.aborted && !(error instanceof PaperkinError && error.code === 'PAPER_NOT_FOUND')) throw error;
    });
  }
}
