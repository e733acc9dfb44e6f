import { WorkerChannel } from '../worker-channel.js';
import type { Neighbour, PersistentIndex, SearchOptions, SnapshotOrigin, VectorChange } from './vector-index.js';

export interface WorkerIndexOptions {
  /** Identity of the vectors. */
  model: string;
  dimensions: number;
  /** Where the snapshot lies. */
  folder: string;
}

/** The index in a worker thread: a graph with a waiting room ({@link LiveIndex}) and its snapshot. */
export class WorkerIndex implements PersistentIndex {
  readonly #channel: WorkerChannel;

  constructor(options: WorkerIndexOptions) {
    this.#channel = new WorkerChannel('index', new URL('./index-worker.js', import.meta.url), { workerData: options });
  }

  search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    return this.#channel.call('search', { query, k, options });
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
