import { CENTROIDS_AT_ONCE, LANES, type Nearest, ROWS_AT_ONCE, simdNearest } from '../simd/nearest.js';
import { type Memory, PAGE } from '../simd/program.js';

/** Rows between two looks at how they were assigned: their assignments and sums stay in the nearest caches. */
const BLOCK = 256 * ROWS_AT_ONCE;
/** Rows for which there is room at first; then half as many again each time. */
const FIRST_CAPACITY = 16 * BLOCK;
/** Of a product of 127, some thousand numbers and a centroid's greatest number an int32 has to hold the sum. */
const INT32 = 2 ** 31 - 1;

/** Scales are multiples of 1/FINE: so sums of points are exact, and do not depend on their order nor on how many threads share them. */
const FINE = 2 ** 24;

/** What a pass over points finds. */
export interface Pass {
  /** Of each centroid the sum of its points, one after the other. */
  sums: Float64Array;
  counts: Uint32Array;
  /** Of each centroid the sum of the similarities of its points to it. */
  similarities: Float64Array;
  /** How many points have another centroid than before. */
  moved: number;
}

/**
 * Unit vectors that are clustered, at a quarter of their size: int8, with a scale a row, as in `QuantisedMatrix`. Assignment and update
 * are one pass, block by block, in the manner of Flash-KMeans: no matrix of points by centroids is ever written, and the points of
 * a block are added up in the order of their centroids, so that each sum is written once a block and not once a point.
 *
 *     memory: centroids (int16) │ assignments of a block │ row 0 (int8) │ row 1 │ ...
 */
export class Points {
  readonly dimensions: number;
  readonly #memory: Memory;
  readonly #nearest: Nearest;
  /** Bytes a row, and numbers a centroid. */
  readonly #length: number;
  readonly #centroids: number;
  readonly #rows: number;
  #scales = new Float32Array(FIRST_CAPACITY);
  #assigned = new Uint16Array(FIRST_CAPACITY);
  #similarities = new Float32Array(FIRST_CAPACITY);
  #count = 0;

  /** @param mostCentroids Above what may be asked for, below 65,536. */
  constructor(dimensions: number, mostCentroids: number) {
    this.dimensions = dimensions;
    this.#length = Math.ceil(dimensions / LANES) * LANES;
    this.#centroids = evenly(mostCentroids) * 2 * this.#length;
    this.#rows = this.#centroids + 8 * BLOCK;
    ({ memory: this.#memory, nearest: this.#nearest } = simdNearest());
    this.#reserve(FIRST_CAPACITY);
  }

  get count(): number {
    return this.#count;
  }

  /** Of each point its centroid. */
  get assigned(): Uint16Array {
    return this.#assigned.subarray(0, this.#count);
  }

  /** Of each point the similarity to its centroid, -1..1. */
  get similarities(): Float32Array {
    return this.#similarities.subarray(0, this.#count);
  }

  /** @param vectors Unit vectors one after the other. */
  add(vectors: Float32Array): void {
    const added = vectors.length / this.dimensions;
    this.#reserve(this.#count + added);
    const rows = new Int8Array(this.#memory.buffer, this.#rows);
    for (let i = 0; i < added; i++) {
      const vector = vectors.subarray(i * this.dimensions, (i + 1) * this.dimensions);
      const scale = Math.max(1, Math.round((largestOf(vector) / 127) * FINE)) / FINE;
      const start = this.#count * this.#length;
      for (let at = 0; at < vector.length; at++) {
        // The scale may have been rounded down.
        rows[start + at] = Math.max(-127, Math.min(127, Math.round((vector[at] as number) / scale)));
      }
      this.#scales[this.#count++] = scale;
    }
  }

  /** A point, but for the rounding. */
  vector(point: number): Float32Array {
    const [rows, scale] = [
      new Int8Array(this.#memory.buffer, this.#rows + point * this.#length, this.dimensions),
      this.#scales[point] as number,
    ];
    return Float32Array.from(rows, (x) => x * scale);
  }

  /** Of each point the similarity to a unit vector, -1..1. */
  similaritiesTo(vector: Float32Array): Float32Array {
    const scale = this.#placeCentroids(vector, 1);
    const found = new Float32Array(this.#count);
    for (let first = 0; first < this.#count; first += BLOCK) {
      const size = Math.min(BLOCK, this.#count - first);
      const results = this.#compare(first, size, 1);
      for (let i = 0; i < size; i++) found[first + i] = (results[2 * i + 1] as number) * (this.#scales[first + i] as number) * scale;
    }
    return found;
  }

  /**
   * Assigns each point to the most similar centroid, of equal ones the first, and adds the points up.
   * @param centroids Unit vectors one after the other.
   */
  assign(centroids: Float32Array): Pass {
    const count = centroids.length / this.dimensions;
    const scale = this.#placeCentroids(centroids, count);
    const pass: Pass = {
      sums: new Float64Array(centroids.length),
      counts: new Uint32Array(count),
      similarities: new Float64Array(count),
      moved: 0,
    };
    for (let first = 0; first < this.#count; first += BLOCK)
      this.#assignBlock(first, Math.min(BLOCK, this.#count - first), count, scale, pass);
    return pass;
  }

  #assignBlock(first: number, size: number, count: number, scale: number, pass: Pass): void {
    const results = this.#compare(first, size, count);
    const order = this.#sorted(results, size, count);
    for (let i = 0; i < size; i++) {
      // What fills the centroids up to an even number is the last one once more.
      const centroid = results[2 * i] as number;
      const similarity = (results[2 * i + 1] as number) * (this.#scales[first + i] as number) * scale;
      if (this.#assigned[first + i] !== centroid) pass.moved++;
      this.#assigned[first + i] = centroid;
      this.#similarities[first + i] = similarity;
      pass.similarities[centroid] = (pass.similarities[centroid] as number) + similarity;
      pass.counts[centroid] = (pass.counts[centroid] as number) + 1;
    }
    this.#addUp(first, order, pass.sums);
  }

  /** Of each point of a block its centroid, and the product with it. */
  #compare(first: number, size: number, count: number): Int32Array {
    const [rows, length, found] = [this.#rows + first * this.#length, this.#length, this.#centroids];
    const rowsEnd = rows + Math.ceil(size / ROWS_AT_ONCE) * ROWS_AT_ONCE * length;
    this.#nearest(rows, rowsEnd, 0, evenly(count) * 2 * length, length, found);
    return new Int32Array(this.#memory.buffer, found, 2 * size);
  }

  /** Places in the block in the order of their centroids: a counting sort. */
  #sorted(results: Int32Array, size: number, count: number): Uint16Array {
    const starts = new Uint16Array(count + 1);
    for (let i = 0; i < size; i++) starts[(results[2 * i] as number) + 1] = (starts[(results[2 * i] as number) + 1] as number) + 1;
    for (let c = 0; c < count; c++) starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number);
    const order = new Uint16Array(size);
    for (let i = 0; i < size; i++) {
      const centroid = results[2 * i] as number;
      const at = starts[centroid] as number;
      order[at] = i;
      starts[centroid] = at + 1;
    }
    return order;
  }

  #addUp(first: number, order: Uint16Array, sums: Float64Array): void {
    const [d, length] = [this.dimensions, this.#length];
    const rows = new Int8Array(this.#memory.buffer, this.#rows);
    const sum = new Float64Array(d);
    let current = this.#assigned[first + (order[0] ?? 0)] as number;
    const flush = () => {
      const start = current * d;
      for (let at = 0; at < d; at++) sums[start + at] = (sums[start + at] as number) + (sum[at] as number);
      sum.fill(0);
    };
    for (const i of order) {
      const centroid = this.#assigned[first + i] as number;
      if (centroid !== current) {
        flush();
        current = centroid;
      }
      const [start, scale] = [(first + i) * length, this.#scales[first + i] as number];
      for (let at = 0; at < d; at++) sum[at] = (sum[at] as number) + (rows[start + at] as number) * scale;
    }
    if (order.length > 0) flush();
  }

  /** Gives what a step of 1 in all of them stands for. */
  #placeCentroids(centroids: Float32Array, count: number): number {
    const most = this.#centroids / (2 * this.#length);
    if (count < 1 || count > most) throw new RangeError(`There are ${count} centroids, not 1 to ${most}.`);
    const largest = largestOf(centroids) || 1;
    const steps = Math.min(32_767, Math.floor(INT32 / (127 * this.#length)));
    const placed = new Int16Array(this.#memory.buffer, 0, evenly(count) * this.#length).fill(0);
    for (let c = 0; c < evenly(count); c++) {
      // The last one again is never better than itself.
      const from = Math.min(c, count - 1) * this.dimensions;
      for (let at = 0; at < this.dimensions; at++)
        placed[c * this.#length + at] = Math.round(((centroids[from + at] as number) / largest) * steps);
    }
    return largest / steps;
  }

  #reserve(points: number): void {
    // A block may be filled up by rows that are not there.
    const bytes = this.#rows + (Math.ceil(points / BLOCK) * BLOCK + ROWS_AT_ONCE) * this.#length;
    const lacking = bytes - this.#memory.buffer.byteLength;
    const isWide = points <= this.#scales.length;
    if (lacking <= 0 && isWide) return;
    const wanted = Math.max(lacking, points > FIRST_CAPACITY ? this.#memory.buffer.byteLength / 2 : 0);
    this.#memory.grow(Math.ceil(wanted / PAGE));
    if (isWide) return;
    const capacity = Math.max(points, Math.ceil(1.5 * this.#scales.length));
    this.#scales = widened(this.#scales, new Float32Array(capacity));
    this.#assigned = widened(this.#assigned, new Uint16Array(capacity));
    this.#similarities = widened(this.#similarities, new Float32Array(capacity));
  }
}

function evenly(count: number): number {
  return Math.ceil(count / CENTROIDS_AT_ONCE) * CENTROIDS_AT_ONCE;
}

function largestOf(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] as number));
  return largest;
}

function widened<T extends Float32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
