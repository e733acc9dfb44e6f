import { type Neighbour, type PersistentIndex, type SearchOptions, type VectorChange, vectorIdentity } from '../dense/vector-index.js';
import { truncateVector } from '../embedding/cut.js';
import type { Embedder, EmbedOptions, ModelDescription } from '../embedding/embedder.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ReadChanges } from './follower.js';
import { IndexKeeper } from './index-keeper.js';

export interface DenseViewParts {
  store: PaperStore;
  embedder: Embedder;
  index: PersistentIndex;
  /** How many of the model's dimensions are indexed and compared. */
  dimensions: number;
}

/**
 * Papers by meaning: a model, and the index of its vectors. The store keeps whole vectors; index
 * and questions have the first `dimensions` of them, so another number needs no embedding anew.
 */
export class DenseView {
  readonly embedder: Embedder;
  readonly dimensions: number;
  readonly keeper: IndexKeeper<VectorChange, PersistentIndex>;
  readonly #store: PaperStore;

  constructor({ store, embedder, index, dimensions }: DenseViewParts) {
    this.#store = store;
    this.embedder = embedder;
    this.dimensions = dimensions;
    const model = embedder.model.id;
    this.keeper = new IndexKeeper({
      store,
      index,
      identity: vectorIdentity(model, dimensions),
      read: vectorChanges(store, model, dimensions),
    });
  }

  get model(): ModelDescription {
    return this.embedder.model;
  }

  /** Vectors of texts that somebody waits for. */
  async embed(texts: readonly string[], options: Pick<EmbedOptions, 'role'> = {}): Promise<Float32Array[]> {
    const vectors = await this.embedder.embed(texts, { ...options, urgent: true });
    return vectors.map((vector) => truncateVector(vector, this.dimensions));
  }

  /** Vectors of papers by key; undefined where one has none yet. */
  async vectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]> {
    return (await this.#store.vectors(this.model.id, keys)).map((vector) => vector && truncateVector(vector, this.dimensions));
  }

  /**
   * The same as the index has them: rounded, so that their cosines are some thousandths off, but in memory. What is learnt from
   * hundreds of papers need not wait for as many places of the disk.
   */
  async roughVectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]> {
    return this.keeper.ask((index) => index.vectors(keys));
  }

  /** The papers nearest to a vector of this view. */
  async nearest(vector: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    return this.keeper.ask((index) => index.search(vector, k, options));
  }

  /** How like a vector some papers are, by key; undefined where one has no vector yet. */
  async similarities(vector: Float32Array, keys: readonly number[]): Promise<(number | undefined)[]> {
    return this.keeper.ask((index) => index.similarities(vector, keys));
  }

  /** How alike papers are among themselves, see {@link PersistentIndex.pairwise}. */
  async pairwise(keys: readonly number[], others?: readonly number[]): Promise<Float32Array> {
    return this.keeper.ask((index) => index.pairwise(keys, others));
  }

  /** How many papers have a vector. */
  async size(): Promise<number> {
    return this.keeper.ask((index) => index.size());
  }

  /** Gets ready to answer at once. */
  async warmUp(): Promise<void> {
    await Promise.all([this.embed(['warm-up']), this.keeper.current()]);
  }

  async close(): Promise<void> {
    await this.keeper.close();
    await this.embedder.close();
  }
}

/** The changes of a store's vectors of one model, cut to as many dimensions as are indexed. */
export function vectorChanges(store: Pick<PaperStore, 'changes'>, model: string, dimensions: number): ReadChanges<VectorChange> {
  return async (since, limit) =>
    (await store.changes(model, since, limit)).map(({ key, sequence, vector }) => ({
      sequence,
      change: { key, vector: vector && truncateVector(vector, dimensions) },
    }));
}
