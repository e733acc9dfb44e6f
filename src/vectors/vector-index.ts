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
  /** Adds, replaces and removes entries, in order; they are searchable once it resolves. */
  apply(changes: readonly VectorChange[]): Promise<void>;
  /** How many entries can be found. */
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface SearchOptions {
  /** Default false. */
  foreign?: boolean;
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

/** An index that outlives its process: it can be put on disk and found there again. */
export interface PersistentIndex extends VectorIndex {
  /** Of what the snapshot on disk is derived, unchecked; undefined when there is none. */
  peek(): Promise<SnapshotOrigin | undefined>;
  /** Loads the snapshot if it is whole and of this model; undefined when it is not, and nothing is loaded. */
  load(): Promise<SnapshotOrigin | undefined>;
  /** Does what makes searching fast (moves new entries into the graph); searches are answered meanwhile. */
  settle(): Promise<void>;
  /** Entries that {@link settle} has still to move. */
  unsettled(): Promise<number>;
  /** Writes the snapshot of what is settled. */
  save(origin: SnapshotOrigin): Promise<void>;
}

export interface SnapshotOrigin {
  /** Identity of the vectors. */
  model: string;
  dimensions: number;
  /** Up to which change of the store it goes, and the writing session that made that change. */
  sequence: number;
  epoch: string;
}
