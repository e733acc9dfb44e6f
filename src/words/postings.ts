/** Which papers of a block have a term, and how much of it; rows are 0..65,535. */
export interface Postings {
  /** Adds `factor` times the weight of the term in each paper to the paper's score. */
  accumulate(id: number, factor: number, scores: Float32Array): void;
  /** Sets `marks` to 1 where a paper has the term. */
  mark(id: number, marks: Uint8Array): void;
  /** How many papers have it, removed ones included. */
  count(id: number): number;
}

/**
 * Postings that grow: for each term a chain from its latest paper back to its first, all chains
 * interleaved in three arrays.
 *
 *     heads  kv → 7          entry   …  3 … 5 … 7
 *                            before     0 ← 3 ← 5        (0: the end)
 */
export class GrowingPostings implements Postings {
  /** Of each term the number under which the two arrays below have it. Keyed by signed numbers, which cost a Map less. */
  readonly #terms = new Map<number, number>();
  #heads = new Uint32Array(1 << 12);
  #counts = new Uint16Array(1 << 12);
  #before = new Uint32Array(1 << 14);
  #rows = new Uint16Array(1 << 14);
  #weights = new Uint8Array(1 << 14);
  #end = 1;

  add(id: number, row: number, weight: number): void {
    let term = this.#terms.get(id | 0);
    if (term === undefined) {
      term = this.#terms.size;
      this.#terms.set(id | 0, term);
      if (term === this.#heads.length) {
        this.#heads = doubled(this.#heads);
        this.#counts = doubled(this.#counts);
      }
    }
    if (this.#end === this.#rows.length) {
      this.#before = doubled(this.#before);
      this.#rows = doubled(this.#rows);
      this.#weights = doubled(this.#weights);
    }
    this.#before[this.#end] = this.#heads[term] as number;
    this.#rows[this.#end] = row;
    this.#weights[this.#end] = weight;
    this.#heads[term] = this.#end++;
    this.#counts[term] = (this.#counts[term] as number) + 1;
  }

  accumulate(id: number, factor: number, scores: Float32Array): void {
    for (let at = this.#head(id); at > 0; at = this.#before[at] as number) {
      const row = this.#rows[at] as number;
      scores[row] = (scores[row] as number) + factor * (this.#weights[at] as number);
    }
  }

  mark(id: number, marks: Uint8Array): void {
    for (let at = this.#head(id); at > 0; at = this.#before[at] as number) marks[this.#rows[at] as number] = 1;
  }

  count(id: number): number {
    return this.#counts[this.#terms.get(id | 0) ?? -1] ?? 0;
  }

  /** The same as arrays in a row, term by term. Yields now and then, so that others have their turn. */
  *sealing(): Generator<void, SealedPostings> {
    const ids = Uint32Array.from(this.#terms.keys());
    yield;
    ids.sort();
    yield;
    const starts = new Uint32Array(ids.length + 1);
    const rows = new Uint16Array(this.#end - 1);
    const weights = new Uint8Array(this.#end - 1);
    let end = 0;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      // The chain runs backwards: filled from the end, the rows ascend.
      let put = end + this.count(id);
      end = put;
      for (let at = this.#head(id); at > 0; at = this.#before[at] as number) {
        rows[--put] = this.#rows[at] as number;
        weights[put] = this.#weights[at] as number;
      }
      starts[i + 1] = end;
      if (i % 256 === 0) yield;
    }
    return new SealedPostings({ ids, starts, rows, weights });
  }

  /** Its latest posting; 0 when there is none. */
  #head(id: number): number {
    return this.#heads[this.#terms.get(id | 0) ?? -1] ?? 0;
  }
}

function doubled<T extends Uint8Array | Uint16Array | Uint32Array>(array: T): T {
  const wider = new (array.constructor as new (length: number) => T)(array.length * 2);
  wider.set(array);
  return wider;
}

export interface PostingArrays {
  /** Ascending. */
  ids: Uint32Array;
  /** Of each id where its rows begin, and the end of all. */
  starts: Uint32Array;
  rows: Uint16Array;
  weights: Uint8Array;
}

/** Postings that are complete: 3 bytes each and 8 a term. */
export class SealedPostings implements Postings {
  readonly arrays: PostingArrays;

  constructor(arrays: PostingArrays) {
    this.arrays = arrays;
  }

  accumulate(id: number, factor: number, scores: Float32Array): void {
    const { rows, weights } = this.arrays;
    const [start, end] = this.#range(id);
    for (let at = start; at < end; at++) {
      const row = rows[at] as number;
      scores[row] = (scores[row] as number) + factor * (weights[at] as number);
    }
  }

  mark(id: number, marks: Uint8Array): void {
    const { rows } = this.arrays;
    const [start, end] = this.#range(id);
    for (let at = start; at < end; at++) marks[rows[at] as number] = 1;
  }

  count(id: number): number {
    const [start, end] = this.#range(id);
    return end - start;
  }

  #range(id: number): [number, number] {
    const { ids, starts } = this.arrays;
    const at = indexOf(ids, id, 0, ids.length);
    return at < 0 ? [0, 0] : [starts[at] as number, starts[at + 1] as number];
  }
}

/** Where `id` stands between `start` and `end` of an ascending array; -1 when it does not. */
export function indexOf(ids: Uint32Array, id: number, start: number, end: number): number {
  let low = start;
  let high = end - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ids[middle] as number;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
