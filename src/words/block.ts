import type { Entry } from './entry.js';
import type { DocumentFrequencies } from './idf.js';
import { GrowingPostings, indexOf, type Postings, SealedPostings } from './postings.js';
import { isKind } from './term-id.js';

/** Papers of one block: as many as fit a processor's cache with their scores, and few enough for 16-bit rows. */
export const BLOCK_ROWS = 1 << 15;

/** The arrays of a block, row by row; what a snapshot writes. */
export interface BlockArrays {
  /** Key of the paper in each row; 0 when it has been removed. */
  keys: Uint32Array;
  days: Int32Array;
  /** Of each row where its terms begin, and the end of all. */
  starts: Uint32Array;
  /** Terms and facets of each row, ascending. Facets have weight 0. */
  ids: Uint32Array;
  weights: Uint8Array;
  /** Length of each row's weights taken as a vector: a stand-in for its length with idf. */
  lengths: Float32Array;
}

/**
 * Some thousand papers with both directions: the terms of a paper, for comparing it, and the papers
 * of a term, for finding it. Rows are filled once and never reused; a removed row stays, dead.
 */
export class Block {
  #arrays: BlockArrays;
  #postings: Postings;
  #rows = 0;
  #live = 0;
  #closed = false;

  private constructor(arrays: BlockArrays, postings: Postings) {
    this.#arrays = arrays;
    this.#postings = postings;
  }

  static empty(): Block {
    return new Block(
      {
        keys: new Uint32Array(BLOCK_ROWS),
        days: new Int32Array(BLOCK_ROWS),
        starts: new Uint32Array(BLOCK_ROWS + 1),
        ids: new Uint32Array(1 << 14),
        weights: new Uint8Array(1 << 14),
        lengths: new Float32Array(BLOCK_ROWS),
      },
      new GrowingPostings(),
    );
  }

  /** A block as a snapshot holds it. */
  static sealed(arrays: BlockArrays, postings: SealedPostings): Block {
    const block = new Block(arrays, postings);
    block.#closed = true;
    block.#rows = arrays.keys.length;
    block.#live = arrays.keys.reduce((live, key) => live + (key === 0 ? 0 : 1), 0);
    return block;
  }

  get arrays(): BlockArrays {
    return this.#arrays;
  }

  get postings(): Postings {
    return this.#postings;
  }

  get rows(): number {
    return this.#rows;
  }

  get live(): number {
    return this.#live;
  }

  /** Whether it takes no more papers: it is full, or being made compact. */
  get isClosed(): boolean {
    return this.#closed || this.#rows === BLOCK_ROWS;
  }

  get isSealed(): boolean {
    return this.#postings instanceof SealedPostings;
  }

  /** Puts a paper into the next row, and gives its number. */
  add(key: number, entry: Entry): number {
    const row = this.#rows++;
    const start = this.#arrays.starts[row] as number;
    this.#makeRoom(start + entry.ids.length);
    const { keys, days, starts, ids, weights, lengths } = this.#arrays;
    let squares = 0;
    for (let i = 0; i < entry.ids.length; i++) {
      const id = entry.ids[i] as number;
      const weight = entry.weights[i] as number;
      if (isKind(id, 'word')) squares += weight * weight;
      // Pairs are as many as words and rarely looked for by themselves: they are found in the rows.
      if (!isKind(id, 'pair')) (this.#postings as GrowingPostings).add(id, row, weight);
    }
    ids.set(entry.ids, start);
    weights.set(entry.weights, start);
    keys[row] = key;
    days[row] = entry.day;
    starts[row + 1] = start + entry.ids.length;
    lengths[row] = Math.sqrt(squares);
    this.#live++;
    return row;
  }

  /** What {@link add} was given. */
  entry(row: number): Entry {
    const { starts, ids, weights, days } = this.#arrays;
    const [start, end] = [starts[row], starts[row + 1]];
    return { ids: ids.subarray(start, end), weights: weights.subarray(start, end), day: days[row] as number };
  }

  /** Whether the row has exactly this. */
  holds(row: number, entry: Entry): boolean {
    const { ids, weights, day } = this.entry(row);
    if (day !== entry.day || ids.length !== entry.ids.length) return false;
    return ids.every((id, i) => id === entry.ids[i] && weights[i] === entry.weights[i]);
  }

  remove(row: number): void {
    this.#arrays.keys[row] = 0;
    this.#live--;
  }

  /** The terms of a row, facets included. */
  idsOf(row: number): Uint32Array {
    const { starts, ids } = this.#arrays;
    return ids.subarray(starts[row], starts[row + 1]);
  }

  /** Whether the row has a term of any kind. */
  has(row: number, id: number): boolean {
    const { starts, ids } = this.#arrays;
    return indexOf(ids, id, starts[row] as number, starts[row + 1] as number) >= 0;
  }

  /** Counts its live papers into the frequencies of a corpus. */
  countInto(frequencies: DocumentFrequencies): void {
    for (let row = 0; row < this.#rows; row++) if (this.#arrays.keys[row] !== 0) frequencies.add(this.idsOf(row));
  }

  /**
   * Closes it, and makes postings and arrays compact. Yields now and then; papers may be removed
   * and looked for meanwhile.
   */
  *sealing(): Generator<void, void> {
    this.#closed = true;
    if (!(this.#postings instanceof GrowingPostings)) return;
    const postings = yield* this.#postings.sealing();
    const { keys, days, starts, ids, weights, lengths } = this.#arrays;
    const end = starts[this.#rows] as number;
    this.#arrays = {
      keys: keys.slice(0, this.#rows),
      days: days.slice(0, this.#rows),
      starts: starts.slice(0, this.#rows + 1),
      ids: ids.slice(0, end),
      weights: weights.slice(0, end),
      lengths: lengths.slice(0, this.#rows),
    };
    this.#postings = postings;
  }

  #makeRoom(end: number): void {
    const capacity = this.#arrays.ids.length;
    if (end <= capacity) return;
    const ids = new Uint32Array(Math.max(end, capacity * 2));
    const weights = new Uint8Array(ids.length);
    ids.set(this.#arrays.ids);
    weights.set(this.#arrays.weights);
    this.#arrays = { ...this.#arrays, ids, weights };
  }
}
