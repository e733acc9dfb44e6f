import type { DerivedIndex } from '../derived/derived-index.js';
import { keepDerived } from '../derived/keep-derived.js';
import type { PaperStore } from '../stores/paper-store.js';
import { Poll } from '../threads/poll.js';
import { Follower, type ReadChanges } from './follower.js';
import { askWithRetry, Revival } from './revival.js';

/** How often a running server looks whether another process has written, in milliseconds. */
const POLL_INTERVAL = 2_000;
/**
 * A server writes a snapshot again once this many changes are not in it. Reading them again takes a
 * fraction of a second and they are found at once; writing 400,000 papers takes seconds of a disk.
 */
const SAVE_AFTER_CHANGES = 10_000;
/** A server that could not write a snapshot tries again after this long, in milliseconds. */
const SAVE_AGAIN = 60_000;

export interface IndexKeeperParts<Change, Index extends DerivedIndex<Change>> {
  store: Pick<PaperStore, 'epochOf'>;
  index: Index;
  /** What the entries are made by: a snapshot of another identity is not used. */
  identity: string;
  read: ReadChanges<Change>;
}

/** The life of an index: from its snapshot, up to date with the store, and back to disk. */
export class IndexKeeper<Change, Index extends DerivedIndex<Change>> {
  readonly #store: Pick<PaperStore, 'epochOf'>;
  readonly #index: Index;
  readonly #identity: string;
  readonly #read: ReadChanges<Change>;
  readonly #revival = new Revival();
  readonly #closing = new AbortController();
  #recoveringSince: number | undefined;
  #life = 0;
  /** A thread that has died is waited for, and not begun a second time. */
  #isReviving = false;
  #opening: Promise<Follower<Change>> | undefined;
  #savedUpTo = 0;
  #saveAgain = 0;
  readonly #poll = new Poll(() => this.#look(), POLL_INTERVAL);

  constructor({ store, index, identity, read }: IndexKeeperParts<Change, Index>) {
    this.#store = store;
    this.#index = index;
    this.#identity = identity;
    this.#read = read;
  }

  /** When the index died, where it is being begun anew; in milliseconds since 1970. */
  get recoveringSince(): number | undefined {
    return this.#recoveringSince ?? this.#index.diedAt;
  }

  /** Asks the index, with everything in it that the store has now. Where it dies at that, it is begun anew and asked once more. */
  ask<T>(question: (index: Index) => Promise<T>): Promise<T> {
    return askWithRetry(async () => question(await this.#current()));
  }

  /** The index, with everything in it that the store has now (or had two seconds ago, while it watches). */
  current(): Promise<Index> {
    return askWithRetry(() => this.#current());
  }

  async #current(): Promise<Index> {
    const follower = await this.#open();
    // While it watches, what others write arrives by itself, and no question waits for it.
    if (!this.#poll.started) await follower.catchUp();
    return this.#index;
  }

  /** Up to which change of the store the index answers. */
  async reached(): Promise<number> {
    return askWithRetry(async () => (await this.#open()).reached);
  }

  /** Places all that is new and writes the snapshot, so that the next start is quick. */
  async settle(): Promise<void> {
    await askWithRetry(() => this.#settle());
  }

  async #settle(): Promise<void> {
    const follower = await this.#open();
    await follower.catchUp();
    const sequence = follower.reached;
    await this.#index.settle();
    if (sequence > this.#savedUpTo) await this.#save(sequence);
  }

  /** Follows what other processes write, in the background, until {@link close}. */
  watch(onError: (error: unknown) => void): void {
    this.#poll.start(onError);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const ended = this.#poll.stop();
    await this.#index.close();
    await ended;
  }

  async #look(): Promise<void> {
    await askWithRetry(() => this.#followed());
  }

  async #followed(): Promise<void> {
    const follower = await this.#open();
    await follower.catchUp();
    const sequence = follower.reached;
    if ((await this.#index.unsettled()) > 0) await this.#index.settle();
    if (sequence - this.#savedUpTo >= SAVE_AFTER_CHANGES && performance.now() >= this.#saveAgain) await this.#save(sequence);
  }

  #open(): Promise<Follower<Change>> {
    if (this.#index.diedAt !== undefined && !this.#closing.signal.aborted && !this.#isReviving) this.#opening = this.#revive();
    this.#opening ??= this.#start();
    const opening = this.#opening;
    // Whoever asks next tries again.
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  async #revive(): Promise<Follower<Change>> {
    this.#recoveringSince ??= this.#index.diedAt;
    this.#isReviving = true;
    try {
      await this.#revival.next(this.#closing.signal);
      this.#index.restart();
      this.#life++;
    } finally {
      this.#isReviving = false;
    }
    const follower = await this.#start();
    await follower.catchUp();
    this.#recoveringSince = undefined;
    return follower;
  }

  /** From the snapshot if it is of this store's own past, else from nothing: then all is read anew. */
  async #start(): Promise<Follower<Change>> {
    const origin = await this.#index.peek();
    const ours = origin?.identity === this.#identity && (await this.#store.epochOf(origin.sequence)) === origin.epoch;
    const loaded = ours ? await this.#index.load() : undefined;
    this.#savedUpTo = loaded?.sequence ?? 0;
    const life = this.#life;
    // What was read for a thread that has died is older than what the next one is told.
    const index = { apply: async (changes: readonly Change[]) => void (life === this.#life && (await this.#index.apply(changes))) };
    return new Follower(this.#read, index, this.#savedUpTo);
  }

  async #save(sequence: number): Promise<void> {
    const epoch = await this.#store.epochOf(sequence);
    if (epoch === undefined) return;
    if (await keepDerived('An index', () => this.#index.save({ identity: this.#identity, sequence, epoch }))) this.#savedUpTo = sequence;
    else this.#saveAgain = performance.now() + SAVE_AGAIN;
  }
}
