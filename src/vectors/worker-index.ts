import type { SnapshotOrigin } from '../derived-index.js';
import type { PlainKeySet } from '../paper/key-set.js';
import { WorkerChannel } from '../worker-channel.js';
import type { KeyPair, Neighbour, PersistentIndex, SearchOptions, VectorChange } from './vector-index.js';

export interface WorkerIndexOptions {
  /** What the vectors are made by, see `vectorIdentity`. */
  identity: string;
  dimensions: number;
  /** Where the snapshot lies. */
  folder: string;
}

/** A search on its way to the worker. */
export interface SearchMessage {
  query: Float32Array;
  k: number;
  foreign: boolean | undefined;
  among: PlainKeySet | undefined;
}

/** The index in a worker thread: a graph with a waiting room ({@link LiveIndex}) and its snapshot. */
export class WorkerIndex implements PersistentIndex {
  readonly #channel: WorkerChannel;

  constructor(options: WorkerIndexOptions) {
    this.#channel = new WorkerChannel('index', new URL('./index-worker.js', import.meta.url), { workerData: options });
  }

  search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    const message: SearchMessage = { query, k, foreign: options?.foreign, among: options?.among?.plain() };
    return this.#channel.call('search', message);
  }

  similarities(query: Float32Array, keys: readonly number[]): Promise<(number | undefined)[]> {
    return this.#channel.call('similarities', { query, keys });
  }

  pairSimilarities(pairs: readonly KeyPair[]): Promise<(number | undefined)[]> {
    return this.#channel.call('pairSimilarities', pairs);
  }

  async apply(changes: readonly VectorChange[]): Promise<void> {
    // Moved, not copied: the store made these vectors for us. Only key and vector cross over.
    const plain = changes.map(({ key, vector }) => ({ key, vector }));
    const buffers = plain.flatMap(({ vector }) => (vector ? [vector.buffer as ArrayBuffer] : []));
    await this.#channel.call('apply', plain, buffers);
  }

  async size(): Promise<number> {
    return (await this.#count()).count;
  }

  async unsettled(): Promise<number> {
    return (await this.#count()).waiting;
  }

  peek(): Promise<SnapshotOrigin | undefined> {
    return this.#channel.call('peek', undefined);
  }

  load(): Promise<SnapshotOrigin | undefined> {
    return this.#channel.call('load', undefined);
  }

  settle(): Promise<void> {
    return this.#channel.call('settle', undefined);
  }

  save(origin: SnapshotOrigin): Promise<void> {
    return this.#channel.call('save', origin);
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  #count(): Promise<{ count: number; waiting: number }> {
    return this.#channel.call('count', undefined);
  }
}
