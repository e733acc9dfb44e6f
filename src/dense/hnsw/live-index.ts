import { requireUnitVector } from '../math.js';
import { bySimilarity, type Neighbour, type SearchOptions, type VectorChange } from '../vector-index.js';
import { ExactIndex } from './exact.js';
import type { HnswIndex } from './hnsw.js';
import { pairwiseSimilarities, similaritiesTo } from './similarities.js';

/**
 * A graph with a waiting room. New vectors are found at once, by comparing them all, and move into
 * the graph a few at a time between two searches:
 *
 *     apply ──▶ waiting (exact) ──settle──▶ graph (HNSW)
 *                  └────────── search ──────────┘
 *
 * So the first question after a start without a snapshot is answered right away, and exactly.
 */
export class LiveIndex {
  readonly #waiting: ExactIndex;
  readonly #graph: HnswIndex;
  readonly #dimensions: number;

  constructor(graph: HnswIndex, dimensions: number) {
    this.#dimensions = dimensions;
    this.#graph = graph;
    this.#waiting = new ExactIndex(dimensions);
  }

  get count(): number {
    return this.#graph.count + this.#waiting.count;
  }

  /** How many vectors still wait for their place in the graph. */
  get waiting(): number {
    return this.#waiting.count;
  }

  get graph(): HnswIndex {
    return this.#graph;
  }

  apply(changes: readonly VectorChange[]): void {
    for (const { key, vector } of changes) {
      // A paper changes more often in its facts than in its text.
      if (vector && !this.#waiting.has(key) && this.#graph.holds(key, vector)) continue;
      // The old vector must not be found any more, while the new one waits.
      this.#graph.remove(key);
      this.#waiting.set(key, vector);
    }
  }

  nearest(query: Float32Array, k: number, options?: SearchOptions): Neighbour[] {
    const placed = this.#graph.nearest(query, k, options);
    if (this.#waiting.count === 0) return placed;
    return [...placed, ...this.#waiting.nearest(query, k, options?.among)].sort(bySimilarity).slice(0, k);
  }

  similarities(query: Float32Array, keys: readonly number[]): (number | undefined)[] {
    return this.#compare(requireUnitVector(query, this.#dimensions), keys);
  }

  pairwise(keys: readonly number[], others: readonly number[] = keys): Float32Array {
    return pairwiseSimilarities(
      keys,
      others,
      (key) => this.vector(key),
      (query, all) => this.#compare(query, all),
    );
  }

  /** The entry of a key; it may be a view that lasts until the next change. */
  vector(key: number): Float32Array | undefined {
    return this.#waiting.vector(key) ?? this.#graph.approximateVector(key);
  }

  /** Moves vectors into the graph for about `milliseconds`; true while some still wait. */
  settleFor(milliseconds: number): boolean {
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      const next = this.#waiting.takeOldest();
      if (next === undefined) return false;
      this.#graph.add(next.key, next.vector);
    }
    return this.#waiting.count > 0;
  }

  /** See {@link VectorIndex.similarities}; an entry read back from the graph is as good a query, though not quite of unit length. */
  #compare(query: Float32Array, keys: readonly number[]): (number | undefined)[] {
    const placed = this.#graph.approximate(query, keys);
    if (this.#waiting.count === 0) return placed;
    const waiting = similaritiesTo(query, keys, (key) => this.#waiting.vector(key));
    return keys.map((_, i) => waiting[i] ?? placed[i]);
  }
}
