import { PaperkinError } from '../errors.js';
import type { Paper } from '../paper/paper.js';
import type { Answer } from './answer.js';

/** Answers that a server gives nobody, to be fast from the first one on. */
const ANSWERS = 100;

interface Answering {
  papers(query: { limit: number }): Promise<{ papers: readonly Paper[] }>;
  similar(query: { ids: string[] }): Promise<Answer>;
}

/** Compilers are lazy: the first hundred answers take twice as long as those after. Nobody waits for these. */
export async function warmUp(engine: Answering, stopping: AbortSignal): Promise<void> {
  for (const { id } of (await engine.papers({ limit: ANSWERS })).papers) {
    if (stopping.aborted) return;
    await engine.similar({ ids: [id] }).catch((error: unknown) => {
      // A paper may go meanwhile, and so may we.
      if (!stopping.aborted && !(error instanceof PaperkinError && error.code === 'PAPER_NOT_FOUND')) throw error;
    });
  }
}
