import { DerivedWorker } from '../../derived/derived-worker.js';
import type { PlainKeySet } from '../../paper/key-set.js';
import type { Neighbour, PersistentIndex, SearchOptions, VectorChange } from '../vector-index.js';

export interface WorkerIndexOptions {
  /** What the vectors are made by, see `vectorIdentity`. */
  identity: string;
  dimensions: number;
  /** Where the snapshot lies. */
  folder: string;
  /** Entry of the thread; for tests that let it die. */
  script?: URL;
}

/** A search on its way to the worker. */
export interface SearchMessage {
  query: Float32Array;
  k: number;
  isQuery: boolean | undefined;
  among: PlainKeySet | undefined;
}

/**
 * The index in a worker thread: a graph with a waiting room ({@link LiveIndex}) and its snapshot. Lists of numbers
 * cross as typed arrays: as plain ones they take longer than the work.
 */
export class WorkerIndex extends DerivedWorker<VectorChange> implements PersistentIndex {
  constructor({ script = new URL('./index-worker.js', import.meta.url), ...options }: WorkerIndexOptions) {
    super('index', script, options);
  }

  async search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    const message: SearchMessage = { query, k, isQuery: options?.isQuery, among: options?.among?.plain() };
    const { keys, similarities } = await this.channel.call<{ keys: Uint32Array; similarities: Float64Array }>('search', message);
    return Array.from(keys, (key, i) => ({ key, similarity: similarities[i] as number }));
  }

  async similarities(query: Float32Array, keys: readonly number[]): Promise<(number | undefined)[]> {
    const found = await this.channel.call<Float64Array>('similarities', { query, keys: Uint32Array.from(keys) });
    return Array.from(found, (similarity) => (Number.isNaN(similarity) ? undefined : similarity));
  }

  pairwise(keys: readonly number[], others?: readonly number[]): Promise<Float32Array> {
    return this.channel.call('pairwise', { keys, others });
  }

  async vectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]> {
    const rows = await this.channel.call<Float32Array>('vectors', keys);
    const dimensions = rows.length / (keys.length || 1);
    return keys.map((_, i) => {
      const row = rows.subarray(i * dimensions, (i + 1) * dimensions);
      return Number.isNaN(row[0]) ? undefined : row;
    });
  }

  override async apply(changes: readonly VectorChange[]): Promise<void> {
    // Moved, not copied: the store made these vectors for us. Only key and vector cross over.
    const plain = changes.map(({ key, vector }) => ({ key, vector }));
    const buffers = plain.flatMap(({ vector }) => (vector ? [vector.buffer as ArrayBuffer] : []));
    await super.apply(plain, buffers);
  }
}
