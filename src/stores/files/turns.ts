import { PaperkinError } from '../../errors.js';

/** So many writes may wait in one process: a second's worth or two. */
const MAX_WAITING = 500;

/** Lets one piece of work after another have its turn, in the order in which they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @throws STORE_LOCKED when too many are waiting. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING) throw new PaperkinError('STORE_LOCKED', `${MAX_WAITING} changes are waiting to be written.`);
    this.#waiting++;
    const turn = this.#last.then(work).finally(() => this.#waiting--);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when all work that has come so far is done. */
  async end(): Promise<void> {
    await this.#last;
  }
}
