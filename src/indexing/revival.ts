import { setTimeout } from 'node:timers/promises';
import { PaperkinError } from '../errors.js';
import { WorkerDied } from '../threads/worker-channel.js';

/** The thread's death may be another question's fault (memory, say), so what it was at is asked once more. */
const ATTEMPTS = 2;
/** Deaths that a question is asked anew after which it was only waiting through. */
const MOST_DEATHS = 5;
/** So many deaths in a row are mended at once; from then on each one is waited for twice as long as the one before. */
const AT_ONCE = 3;
/** Milliseconds. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** A thread that lives so long begins a new row, in milliseconds. */
const ROW_ENDS = 600_000;

/** How often, and when, an index in a thread that has died is begun anew: never without end, and not as fast as it dies. */
export class Revival {
  #deaths = 0;
  #lastDeath = Number.NEGATIVE_INFINITY;

  /** Counts a death, and waits as long as it takes until the next thread may begin. */
  async next(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    this.#deaths = now - this.#lastDeath > ROW_ENDS ? 1 : this.#deaths + 1;
    this.#lastDeath = now;
    if (this.#deaths <= AT_ONCE) return;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#deaths - AT_ONCE - 1));
    await setTimeout(wait, undefined, { signal, ref: true }).catch((cause: unknown) => {
      throw new PaperkinError('INTERRUPTED', 'The index has been closed.', { cause });
    });
  }
}

/** Asks a question; where the thread dies at it, once more, and where it dies of another's, again. @throws WORKER_FAILED */
export async function askWithRetry<T>(question: () => Promise<T>): Promise<T> {
  let suspected = 0;
  for (let deaths = 1; ; deaths++) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error;
      if (error.suspected) suspected++;
      if (suspected >= ATTEMPTS || deaths >= MOST_DEATHS) throw error;
    }
  }
}
