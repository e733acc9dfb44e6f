import type { HierarchicalNSW } from 'hnswlib-node';
import { PaperkinError } from '../../errors.js';
import { makePrivateFile } from '../../files/private-files.js';
import type { KeySet } from '../../paper/key-set.js';
import { BestNeighbours } from '../best-neighbours.js';
import { dot, requireUnitVector } from '../math.js';
import { QuantisedMatrix } from '../quantised-matrix.js';
import { bySimilarity, type Neighbour, type SearchOptions, type VectorChange, type VectorIndex } from '../vector-index.js';
import { pairwiseSimilarities } from './similarities.js';

/**
 * Hierarchical navigable small worlds (Malkov and Yashunin, 2016), by hnswlib: approximate, and
 * hundreds of times faster than comparing all. Every call blocks its thread.
 */
export interface HnswParameters {
  /** Links a node keeps a layer (twice as many in the lowest). */
  m: number;
  /** Candidates looked at when a node is put in. */
  efConstruction: number;
  /** Candidates looked at when searching; never fewer than half as many again as `k`. */
  efSearch: number;
  /** The same for a query that is unlike the entries. */
  efQuery: number;
}

/**
 * Abstracts find their kin easily: recall@10 among 5,180 is .999 at efSearch 150. Short questions
 * lie further off: .985 at 150, .997 at 300, .999 at 600, hence another breadth for what is foreign,
 * which keeps nDCG@10 within .2 points of the exact scan (docs/figures.md).
 */
export const HNSW_DEFAULTS: HnswParameters = { m: 16, efConstruction: 100, efSearch: 150, efQuery: 400 };

/** Where an index lies on disk. */
export interface HnswFiles {
  /** The graph as hnswlib writes it. */
  graph: string;
  quantised: string;
}

/** The same seed and order of insertion give the same graph, and so the same answers. */
const SEED = 100;
const FIRST_CAPACITY = 1_024;

/**
 * Quantised rows that are compared in the time in which the graph looks at one candidate: among 400,000 of
 * 256 dimensions 45 where they lie side by side, 20 where scattered. With it the graph is asked where a set
 * has 8% of those (for k = 10), and all are compared where it has fewer.
 */
const ROWS_A_CANDIDATE = 40;
/** So many times the neighbours are asked for of which, by its share, the set should have `k`: it may lie further off. */
const MARGIN = 1.5;

/**
 * Beyond twice `k`, so many of a set are compared again exactly, unless those that follow are too unlike to matter,
 * as nearly always. They are not where a set begins at a rank of the query (its farther half, say): there hundreds are equally
 * similar but for the fourth digit, and the `k` found are as good as the true ones to within that.
 */
const RESCORED = 80;

/**
 * The graph, and beside it the same vectors quantised, for questions among few: there, to compare
 * those few with the query is both faster than the graph and complete.
 */
export class HnswIndex implements VectorIndex {
  readonly #graph: HierarchicalNSW;
  readonly #dimensions: number;
  readonly #parameters: HnswParameters;
  /** Has exactly the entries that can be found; the graph has the nodes of removed ones, too. */
  #quantised: QuantisedMatrix;
  /** Where {@link vector} puts what it gives. */
  readonly #vector: Float32Array;

  private constructor(graph: HierarchicalNSW, quantised: QuantisedMatrix, parameters: HnswParameters) {
    this.#graph = graph;
    this.#dimensions = quantised.dimensions;
    this.#parameters = parameters;
    this.#quantised = quantised;
    this.#vector = new Float32Array(quantised.dimensions);
  }

  /** @throws NATIVE_MODULE_MISSING */
  static async create(dimensions: number, parameters = HNSW_DEFAULTS): Promise<HnswIndex> {
    const graph = await newGraph(dimensions);
    graph.initIndex(FIRST_CAPACITY, parameters.m, parameters.efConstruction, SEED);
    return new HnswIndex(graph, new QuantisedMatrix(dimensions), parameters);
  }

  /** Reads what {@link writeGraph} and {@link writeQuantised} wrote. */
  static async read(files: HnswFiles, dimensions: number, parameters = HNSW_DEFAULTS): Promise<HnswIndex> {
    const graph = await newGraph(dimensions);
    graph.readIndexSync(files.graph);
    return new HnswIndex(graph, QuantisedMatrix.read(files.quantised, dimensions), parameters);
  }

  async search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    return this.nearest(query, k, options);
  }

  async similarities(query: Float32Array, keys: readonly number[]): Promise<(number | undefined)[]> {
    return this.approximate(requireUnitVector(query, this.#dimensions), keys);
  }

  async pairwise(keys: readonly number[], others: readonly number[] = keys): Promise<Float32Array> {
    return pairwiseSimilarities(
      keys,
      others,
      (key) => this.approximateVector(key),
      (query, all) => this.approximate(query, all),
    );
  }

  async vectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]> {
    return keys.map((key) => this.approximateVector(key));
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
    this.#quantised = new QuantisedMatrix(this.#dimensions);
  }

  get count(): number {
    return this.#quantised.count;
  }

  has(key: number): boolean {
    return this.#quantised.has(key);
  }

  /** The entry of a key, in a buffer that the next call fills anew; some 50 µs for 256 dimensions, since hnswlib-node gives number by number. */
  vector(key: number): Float32Array | undefined {
    // hnswlib throws for what was removed.
    if (!this.has(key)) return undefined;
    this.#vector.set(this.#graph.getPoint(key));
    return this.#vector;
  }

  /** Similarities by the quantised vectors: hundreds of them in the time of one {@link vector}. */
  approximate(query: Float32Array, keys: readonly number[]): (number | undefined)[] {
    return this.#quantised.similarities(query, keys);
  }

  approximateVector(key: number): Float32Array | undefined {
    return this.#quantised.vector(key);
  }

  /** Is this very vector there already? Replacing a node by itself costs as much as a new one. */
  holds(key: number, vector: Float32Array): boolean {
    return this.vector(key)?.every((x, i) => x === vector[i]) === true;
  }

  /** Adds or replaces. */
  add(key: number, vector: Float32Array): void {
    requireUnitVector(vector, this.#dimensions);
    const capacity = this.#graph.getMaxElements();
    if (this.#graph.getCurrentCount() === capacity) this.#graph.resizeIndex(capacity + Math.max(FIRST_CAPACITY, capacity >> 1));
    // A removed key comes back to life in its own node, with the new vector.
    this.#graph.addPoint(Array.from(vector), key);
    this.#quantised.set(key, vector);
  }

  remove(key: number): void {
    if (!this.has(key)) return;
    this.#quantised.delete(key);
    this.#graph.markDelete(key);
  }

  nearest(query: Float32Array, k: number, { isQuery = false, among }: SearchOptions = {}): Neighbour[] {
    requireUnitVector(query, this.#dimensions);
    const breadth = isQuery ? this.#parameters.efQuery : this.#parameters.efSearch;
    if (among) return this.#nearestAmong(among, query, k, breadth);
    const wanted = Math.min(k, this.count);
    if (wanted === 0) return [];
    const point = Array.from(query);
    for (let ef = Math.max(breadth, Math.ceil(1.5 * wanted)); ; ef *= 4) {
      const found = this.#walk(point, wanted, ef);
      // Many equal vectors or removed nodes can cut the graph in pieces: then look further.
      if (found.length === wanted || ef >= this.#graph.getCurrentCount()) return found;
    }
  }

  /** Writes the graph, on another thread: searches go on meanwhile, but nothing may be added or removed. */
  async writeGraph(file: string): Promise<void> {
    makePrivateFile(file);
    await this.#graph.writeIndex(file);
  }

  /** Writes the quantised vectors; blocks, about 0.05 s for 100,000. */
  writeQuantised(file: string): void {
    this.#quantised.write(file);
  }

  /**
   * Through the graph while that costs less than half of comparing them all: of as many of the
   * nearest as should have `k` among them, those that are; of more, where these were fewer. Where
   * they lie together far from the query there are none, and all are compared, as are few from the first.
   */
  #nearestAmong(among: KeySet, query: Float32Array, k: number, breadth: number): Neighbour[] {
    const point = Array.from(query);
    const share = Math.min(1, among.size / this.count);
    let budget = among.size / ROWS_A_CANDIDATE / 2;
    let ef = Math.max(breadth, Math.ceil((2 * MARGIN * k) / share));
    while (ef <= budget) {
      const found = this.#walk(point, Math.min(ef >> 1, this.count), ef).filter(({ key }) => among.has(key));
      if (found.length >= k) return found.slice(0, k);
      budget -= ef;
      ef = found.length === 0 ? Number.POSITIVE_INFINITY : Math.ceil((ef * MARGIN * k) / found.length);
    }
    return this.#compare(among, query, k);
  }

  /** Compares all by their quantised vectors, and the best of them again exactly. */
  #compare(among: KeySet, query: Float32Array, k: number): Neighbour[] {
    const best = new BestNeighbours(k);
    const { error } = this.#quantised;
    const candidates = this.#quantised.nearest(query, 2 * k + RESCORED, among);
    for (const { key, similarity } of candidates) {
      if (similarity + error < best.threshold) break;
      best.offer(key, dot(query, this.vector(key) as Float32Array, 0));
    }
    return best.sorted;
  }

  /** The nearest by the graph, which looks at `ef` candidates. */
  #walk(point: number[], k: number, ef: number): Neighbour[] {
    this.#graph.setEf(ef);
    const { neighbors, distances } = this.#graph.searchKnn(point, k);
    return neighbors.map((key, i) => ({ key, similarity: 1 - (distances[i] ?? 1) })).sort(bySimilarity);
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
