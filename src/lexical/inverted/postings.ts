/** Which papers of a block have a term, and how much of it; rows are 0..65,535. */
export interface Postings {
  /** Of each paper that has the term its row and the term's weight there, in no order, removed papers included. */
  list(id: number): PostingList;
  /** How many there are. */
  count(id: number): number;
}

export interface PostingList {
  rows: Uint16Array;
  weights: Uint8Array;
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

  list(id: number): PostingList {
    const rows = new Uint16Array(this.count(id));
    const weights = new Uint8Array(rows.length);
    // The chain runs backwards: filled from the end, the rows ascend.
    for (let at = this.#head(id), put = rows.length; at > 0; at = this.#before[at] as number) {
      rows[--put] = this.#rows[at] as number;
      weights[put] = this.#weights[at] as number;
    }
    return { rows, weights };
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
      const list = this.list(ids[i] as number);
      rows.set(list.rows, end);
      weights.set(list.weights, end);
      end += list.rows.length;
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

  list(id: number): PostingList {
    const { rows, weights } = this.arrays;
    const [start, end] = this.#range(id);
    return { rows: rows.subarray(start, end), weights: weights.subarray(start, end) };
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
