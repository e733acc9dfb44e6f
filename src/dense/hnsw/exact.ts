import type { KeySet } from '../../paper/key-set.js';
import { BestNeighbours } from '../best-neighbours.js';
import { dot, requireUnitVector } from '../math.js';
import type { Neighbour, SearchOptions, VectorChange, VectorIndex } from '../vector-index.js';
import { pairwiseSimilarities, similaritiesTo } from './similarities.js';

const FIRST_CAPACITY = 1_024;

/**
 * Every vector compared: the oracle of the other indexes, and itself fast enough for a few
 * thousand. Vectors lie in one matrix in order of arrival; removed rows are skipped, and squeezed
 * out once they are the half.
 */
export class ExactIndex implements VectorIndex {
  readonly #dimensions: number;
  #matrix: Float32Array;
  /** Key of each row; NaN where the row is dead. */
  #keys: number[] = [];
  readonly #rows = new Map<number, number>();
  /** Rows before it are dead. */
  #head = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#matrix = new Float32Array(FIRST_CAPACITY * dimensions);
  }

  async search(query: Float32Array, k: number, options?: SearchOptions): Promise<Neighbour[]> {
    return this.nearest(query, k, options?.among);
  }

  async similarities(query: Float32Array, keys: readonly number[]): Promise<(number | undefined)[]> {
    requireUnitVector(query, this.#dimensions);
    return similaritiesTo(query, keys, (key) => this.vector(key));
  }

  async pairwise(keys: readonly number[], others: readonly number[] = keys): Promise<Float32Array> {
    const entries = (key: number) => this.vector(key);
    return pairwiseSimilarities(keys, others, entries, (query, all) => similaritiesTo(query, all, entries));
  }

  async vectors(keys: readonly number[]): Promise<(Float32Array | undefined)[]> {
    return keys.map((key) => this.vector(key)?.slice());
  }

  async apply(changes: readonly VectorChange[]): Promise<void> {
    for (const { key, vector } of changes) this.set(key, vector);
  }

  async size(): Promise<number> {
    return this.count;
  }

  async close(): Promise<void> {
    this.#matrix = new Float32Array(0);
    this.#keys = [];
    this.#rows.clear();
  }

  get count(): number {
    return this.#rows.size;
  }

  has(key: number): boolean {
    return this.#rows.has(key);
  }

  /** Puts a vector in, or takes it out when undefined. */
  set(key: number, vector: Float32Array | undefined): void {
    if (vector !== undefined) requireUnitVector(vector, this.#dimensions);
    const old = this.#rows.get(key);
    if (old !== undefined) this.#bury(old, key);
    if (vector === undefined) return;
    if (this.#keys.length * this.#dimensions === this.#matrix.length) this.#makeRoom();
    this.#matrix.set(vector, this.#keys.length * this.#dimensions);
    this.#rows.set(key, this.#keys.length);
    this.#keys.push(key);
  }

  /** Takes out the entry that has been here longest; undefined when there is none. */
  takeOldest(): { key: number; vector: Float32Array } | undefined {
    while (this.#head < this.#keys.length) {
      const key = this.#keys[this.#head] as number;
      const start = this.#head * this.#dimensions;
      if (!Number.isNaN(key)) {
        const vector = this.#matrix.slice(start, start + this.#dimensions);
        this.#bury(this.#head, key);
        this.#head++;
        return { key, vector };
      }
      this.#head++;
    }
    this.#keys = [];
    this.#head = 0;
    this.#matrix = new Float32Array(FIRST_CAPACITY * this.#dimensions);
    return undefined;
  }

  /** The entry of a key, a view that lasts until the next change. */
  vector(key: number): Float32Array | undefined {
    const row = this.#rows.get(key);
    return row === undefined ? undefined : this.#matrix.subarray(row * this.#dimensions, (row + 1) * this.#dimensions);
  }

  nearest(query: Float32Array, k: number, among?: KeySet): Neighbour[] {
    requireUnitVector(query, this.#dimensions);
    const best = new BestNeighbours(k);
    for (let row = this.#head; row < this.#keys.length; row++) {
      const key = this.#keys[row] as number;
      if (Number.isNaN(key) || among?.has(key) === false) continue;
      best.offer(key, dot(query, this.#matrix, row * this.#dimensions));
    }
    return best.sorted;
  }

  #bury(row: number, key: number): void {
    this.#keys[row] = Number.NaN;
    this.#rows.delete(key);
  }

  /** Squeezes dead rows out when they are the half, else doubles the matrix. */
  #makeRoom(): void {
    const live = this.#rows.size;
    const capacity = live * 2 <= this.#keys.length ? Math.max(this.#keys.length, FIRST_CAPACITY) : this.#keys.length * 2;
    const matrix = new Float32Array(capacity * this.#dimensions);
    const keys: number[] = [];
    for (let row = this.#head; row < this.#keys.length; row++) {
      const key = this.#keys[row] as number;
      if (Number.isNaN(key)) continue;
      const start = row * this.#dimensions;
      matrix.set(this.#matrix.subarray(start, start + this.#dimensions), keys.length * this.#dimensions);
      this.#rows.set(key, keys.length);
      keys.push(key);
    }
    this.#matrix = matrix;
    this.#keys = keys;
    this.#head = 0;
  }
}
