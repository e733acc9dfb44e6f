import { setImmediate } from 'node:timers/promises';
import { cut } from '../embedding/cut.js';
import { throwIfAborted } from '../errors.js';
import type { EmbeddingIdentity, PaperStore } from '../stores/paper-store.js';
import type { VectorIndex } from '../vectors/vector-index.js';

/** Read at a time, on the thread that answers: about a millisecond of SQLite, between two of which a question has its turn. */
const BATCH = 128;

/** Keeps an index up to date with the store that it is derived from. */
export class Follower {
  readonly #store: Pick<PaperStore, 'changes'>;
  readonly #index: VectorIndex;
  readonly #model: EmbeddingIdentity;
  #reached: number;
  #running: Promise<number> | undefined;

  /**
   * @param model Whose vectors, cut to the `dimensions` that the index has.
   * @param from Sequence number up to which the index has every change already.
   */
  constructor(store: Pick<PaperStore, 'changes'>, index: VectorIndex, model: EmbeddingIdentity, from: number) {
    this.#store = store;
    this.#index = index;
    this.#model = model;
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
      const changes = await this.#store.changes(this.#model.id, this.#reached, BATCH);
      const last = changes.at(-1);
      if (last === undefined) return applied;
      await this.#index.apply(changes.map(({ key, vector }) => ({ key, vector: vector && cut(vector, this.#model.dimensions) })));
      this.#reached = last.sequence;
      applied += changes.length;
      // The index answers so fast that its messages alone would keep the thread from everything else.
      await setImmediate();
    }
  }
}
