/**
 * Papers in two dimensions, so that near papers are of near meaning. Units are those of UMAP: a map of a whole corpus is some
 * ten of them wide. Directions and distances between far places mean nothing.
 */
export interface PaperMap {
  /** What the vectors were made by: papers of another model cannot be put on this map. */
  identity: string;
  /** The first so many papers are landmarks: the others were placed beside them. */
  landmarks: number;
  /** Integer keys of the papers in their store, each once; landmarks first. */
  keys: Uint32Array;
  x: Float32Array;
  y: Float32Array;
}

/** Where papers come from. */
export interface MapSource {
  /** What makes the vectors, see {@link PaperMap.identity}. */
  identity: string;
  dimensions: number;
  /** Unit vectors in the order of the keys; undefined where a paper has none. */
  vectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]>;
}

/** How far a map has come; `done` of `total` steps or papers. */
export interface MapProgress {
  phase: 'landmarks' | 'papers';
  done: number;
  total: number;
}

export interface MapWork {
  /** Threads that place papers. Default: as many as there are cores, 4 at most. */
  threads?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: MapProgress) => void) | undefined;
}
