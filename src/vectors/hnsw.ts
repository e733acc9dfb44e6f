import type { HierarchicalNSW } from 'hnswlib-node';
import { PaperkinError } from '../errors.js';
import { requireUnitVector } from './math.js';
import { bySimilarity, type Neighbour, type SearchOptions, type VectorChange, type VectorIndex } from './vector-index.js';

/**
 * Hierarchical navigable small worlds (Malkov and Yashunin, 2016), by hnswlib: approximate, and
 * hundreds of times faster than comparing all. Every call blocks its thread.
 */
export interface HnswParameters {
  /** Links a node keeps a layer (twice as many in the lowest). */
  m: number;
  /** Candidates looked at when a node is put in. */
  efConstruction: number;
  /** Candidates looked at when searching; never fewer than twice `k`. */
  efSearch: number;
  /** The same for a query that is unlike the entries. */
  efForeign: number;
}

/**
 * Abstracts find their kin easily: recall@10 among 5,180 is .999 at efSearch 150. Short questions
 * lie further off: .985 at 150, .997 at 300, .999 at 600, hence another breadth for what is foreign,
 * which keeps nDCG@10 within .3 points of the exact scan (docs/design.md).
 */
export const HNSW_DEFAULTS: HnswParameters = { m: 16, efConstruction: 100, efSearch: 150, efForeign: 400 };

/** The same seed and order of insertion give the same graph, and so the same answers. */
const SEED = 100;
const FIRST_CAPACITY = 1_024;

export class HnswIndex implements VectorIndex {
  readonly #graph: HierarchicalNSW;
  readonly #dimensions: number;
  readonly #parameters: HnswParameters;
  readonly #live: Set<number>;

  private constructor(graph: HierarchicalNSW, dimensions: number, parameters: HnswParameters, live: Set<number>) {
    this.#graph = graph;
    this.#dimensions = dimensions;
    this.#parameters = parameters;
    this.#live = live;
  }

  /** @throws NATIVE_MODULE_MISSING */
  static async create(dimensions: number, parameters = HNSW_DEFAULTS): Promise<HnswIndex> {
    const graph = await newGraph(dimensions);
    graph.initIndex(FIRST_CAPACITY, parameters.m, parameters.efConstruction, SEED);
    return new HnswIndex(graph, dimensions, parameters, new Set());
  }

  /** Reads what {@link write} wrote. `removed` names the keys that were removed from it. */
  static async read(file: string, dimensions: number, removed: readonly number[], parameters = HNSW_DEFAULTS): Promise<HnswIndex> {
    const graph = await newGraph(dimensions);
    graph.readIndexSync(file);
    const live = new Set(graph.getIdsList());
    for (const key of removed) live.delete(key);
    return new HnswIndex(graph, dimensions, parameters, live);
  }

  async search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    return this.nearest(query, k, options);
  }

  async apply(changes: readonly VectorChange[]): Promise<void> {
    for (const { key, vector } of changes) {
      if (vector === undefined) this.remove(key);
      else this.add(key, vector);
    }
  }

  async size(): Promise<number> {
    return this.count;
  }

  async close(): Promise<void> {
    this.#live.clear();
  }

  get count(): number {
    return this.#live.size;
  }

  /** Keys whose nodes are still in the graph but never found: hnswlib cannot take a node out. */
  removedKeys(): number[] {
    return this.#graph.getIdsList().filter((key) => !this.#live.has(key));
  }

  has(key: number): boolean {
    return this.#live.has(key);
  }

  /** Is this very vector there already? Replacing a node by itself costs as much as a new one. */
  holds(key: number, vector: Float32Array): boolean {
    return this.#live.has(key) && this.#graph.getPoint(key).every((x, i) => x === vector[i]);
  }

  /** Adds or replaces. */
  add(key: number, vector: Float32Array): void {
    requireUnitVector(vector, this.#dimensions);
    const capacity = this.#graph.getMaxElements();
    if (this.#graph.getCurrentCount() === capacity) this.#graph.resizeIndex(capacity + Math.max(FIRST_CAPACITY, capacity >> 1));
    // A removed key comes back to life in its own node, with the new vector.
    this.#graph.addPoint(Array.from(vector), key);
    this.#live.add(key);
  }

  remove(key: number): void {
    if (!this.#live.delete(key)) return;
    this.#graph.markDelete(key);
  }

  nearest(query: Float32Array, k: number, { foreign = false }: SearchOptions = {}): Neighbour[] {
    requireUnitVector(query, this.#dimensions);
    const wanted = Math.min(k, this.count);
    if (wanted === 0) return [];
    const point = Array.from(query);
    const { efSearch, efForeign } = this.#parameters;
    for (let ef = Math.max(foreign ? efForeign : efSearch, 2 * wanted); ; ef *= 4) {
      this.#graph.setEf(ef);
      const { neighbors, distances } = this.#graph.searchKnn(point, wanted);
      // Many equal vectors or removed nodes can cut the graph in pieces: then look further.
      if (neighbors.length < wanted && ef < this.#graph.getCurrentCount()) continue;
      return neighbors.map((key, i) => ({ key, similarity: 1 - (distances[i] ?? 1) })).sort(bySimilarity);
    }
  }

  /** Writes the graph to a file; blocks, about 0.1 s for 100,000 vectors. */
  write(file: string): void {
    this.#graph.writeIndexSync(file);
  }
}

async function newGraph(dimensions: number): Promise<HierarchicalNSW> {
  try {
    // CommonJS: its names hang on the default export.
    const { default: hnswlib } = await import('hnswlib-node');
    return new hnswlib.HierarchicalNSW('ip', dimensions);
  } catch (cause) {
    throw new PaperkinError('NATIVE_MODULE_MISSING', 'hnswlib-node has not been compiled for this Node.', { cause });
  }
}
