import { setImmediate } from 'node:timers/promises';
import type { DerivedIndex } from '../derived/derived-index.js';
import { throwIfAborted } from '../errors.js';

/** Read at a time, on the thread that answers: about a millisecond of SQLite, between two of which a question has its turn. */
const BATCH = 128;

/** What an index is told of a change of the store. */
interface Sequenced<Change> {
  sequence: number;
  change: Change;
}

/** Changes after `since`, oldest first, each entry once in its latest state; none when there is nothing newer. */
export type ReadChanges<Change> = (since: number, limit: number) => Promise<Sequenced<Change>[]>;

/** Keeps an index up to date with the store that it is derived from. */
export class Follower<Change> {
  readonly #read: ReadChanges<Change>;
  readonly #index: Pick<DerivedIndex<Change>, 'apply'>;
  #reached: number;
  #running: Promise<number> | undefined;

  /** @param from Sequence number up to which the index has every change already. */
  constructor(read: ReadChanges<Change>, index: Pick<DerivedIndex<Change>, 'apply'>, from: number) {
    this.#read = read;
    this.#index = index;
    this.#reached = from;
  }

  /** Sequence number up to which every change is in the index. */
  get reached(): number {
    return this.#reached;
  }

  /** Brings the index up to date; calls that overlap share one run. Returns how many changes it applied. */
  catchUp(signal?: AbortSignal): Promise<number> {
    this.#running ??= this.#run(signal).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(signal: AbortSignal | undefined): Promise<number> {
    let applied = 0;
    for (;;) {
      throwIfAborted(signal);
      const changes = await this.#read(this.#reached, BATCH);
      const last = changes.at(-1);
      if (last === undefined) return applied;
      await this.#index.apply(changes.map(({ change }) => change));
      this.#reached = last.sequence;
      applied += changes.length;
      // The index answers so fast that its messages alone would keep the thread from everything else.
      await setImmediate();
    }
  }
}
