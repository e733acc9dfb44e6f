import type { DerivedIndex } from '../derived/derived-index.js';
import type { KeySet } from '../paper/key-set.js';

/**
 * Nearest neighbours of a vector. An index is derived from a store and can be rebuilt from it.
 */
export interface VectorIndex {
  /**
   * The `k` most similar entries, most similar first, ties by key; fewer only when the index
   * holds fewer. Similarity is the inner product, which for the unit vectors here is the cosine, -1..1.
   * Approximate indexes look further for a `foreign` query, one that is unlike the entries: a short
   * question among abstracts, say.
   */
  search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]>;
  /**
   * The similarity of the query to each of these entries, in order; undefined where there is none.
   * Approximate indexes may be .005 off, mostly less than .001.
   */
  similarities(query: Float32Array, keys: readonly number[]): Promise<(number | undefined)[]>;
  /**
   * How alike these entries are to others (default: the same), as exact as that: a row of `others.length`
   * similarities a key, one after the other; NaN where one of the two is missing.
   */
  pairwise(keys: readonly number[], others?: readonly number[]): Promise<Float32Array>;
  /** These entries, in order, as exact as that: unit vectors but for the rounding; undefined where there is none. */
  vectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]>;
  /** Adds, replaces and removes entries, in order; they are searchable once it resolves. */
  apply(changes: readonly VectorChange[]): Promise<void>;
  /** How many entries can be found. */
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface SearchOptions {
  /** Default false. */
  isQuery?: boolean | undefined;
  /** Only these may be found, and `k` of them are wherever the index holds so many. Default: all. */
  among?: KeySet | undefined;
}

export interface Neighbour {
  /** Integer key of the paper in its store. */
  key: number;
  similarity: number;
}

export interface VectorChange {
  key: number;
  /** Unit vector of the index's dimensions; undefined removes the entry. */
  vector: Float32Array | undefined;
}

/** Most similar first, ties by key: the one order of neighbours everywhere. */
export function bySimilarity(a: Neighbour, b: Neighbour): number {
  return b.similarity - a.similarity || a.key - b.key;
}

/** The vectors' index as it follows a store. */
export interface PersistentIndex extends VectorIndex, DerivedIndex<VectorChange> {}

/** What entries of an index are made by, in one string. */
export function vectorIdentity(model: string, dimensions: number): string {
  return `${model}/${dimensions}`;
}
