import type { PaperTerms } from '../lexical-index.js';
import { isKind } from '../term-id.js';
import { decodeTerms, type TermVector, termVectorOf } from '../term-vector.js';
import type { DocumentFrequencies } from './idf.js';
import { GrowingPostings, indexOf, type Postings, SealedPostings } from './postings.js';

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
  readonly #lengths = new Float64Array(BLOCK_ROWS);
  #era = Number.NaN;

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

  /**
   * Puts a paper into the next row.
   * @param terms Facets included, see {@link withFacets}.
   */
  add(key: number, day: number, terms: TermVector): number {
    const row = this.#rows++;
    const start = this.#arrays.starts[row] as number;
    const end = start + terms.ids.length;
    this.#makeRoom(end);
    const { keys, days, starts, ids, weights, lengths } = this.#arrays;
    ids.set(terms.ids, start);
    weights.set(terms.weights, start);
    let squares = 0;
    for (let at = start; at < end; at++) {
      const id = ids[at] as number;
      const weight = weights[at] as number;
      // Pairs are as many as words and rarely looked for by themselves: they are found in the rows.
      if (isKind(id, 'pair')) continue;
      squares += weight * weight;
      (this.#postings as GrowingPostings).add(id, row, weight);
    }
    keys[row] = key;
    days[row] = day;
    starts[row + 1] = end;
    lengths[row] = Math.sqrt(squares);
    this.#live++;
    return row;
  }

  remove(row: number): void {
    this.#arrays.keys[row] = 0;
    this.#live--;
  }

  /** The terms of a row, facets included, as views. */
  termsOf(row: number): TermVector {
    const { starts, weights } = this.#arrays;
    return { ids: this.idsOf(row), weights: weights.subarray(starts[row], starts[row + 1]) };
  }

  /** Whether a row has exactly this. */
  holds(row: number, day: number, terms: TermVector): boolean {
    if (day !== this.#arrays.days[row]) return false;
    const { ids, weights } = this.termsOf(row);
    return ids.length === terms.ids.length && ids.every((id, i) => id === terms.ids[i] && weights[i] === terms.weights[i]);
  }

  /**
   * Length of a row's vector with idf. It is kept for a while: a corpus has to grow by 2% before an
   * idf moves by .02, and to look up the idf of each term takes most of a comparison.
   */
  lengthOf(row: number, frequencies: DocumentFrequencies): number {
    if (this.#era !== frequencies.era) {
      this.#era = frequencies.era;
      this.#lengths.fill(0);
    }
    const known = this.#lengths[row] as number;
    if (known > 0) return known;
    const { starts, ids, weights } = this.#arrays;
    const length = frequencies.lengthOf(ids, weights, starts[row] as number, starts[row + 1] as number);
    this.#lengths[row] = length;
    return length;
  }

  idsOf(row: number): Uint32Array {
    const { starts, ids } = this.#arrays;
    return ids.subarray(starts[row], starts[row + 1]);
  }

  /** Whether the row has a term of any kind. */
  has(row: number, id: number): boolean {
    const { starts, ids } = this.#arrays;
    return indexOf(ids, id, starts[row] as number, starts[row + 1] as number) >= 0;
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
    const compact = { ids: ids.slice(0, end), weights: weights.slice(0, end) };
    yield;
    // Keys are the only ones that change meanwhile.
    this.#arrays = {
      ...compact,
      keys: keys.slice(0, this.#rows),
      days: days.slice(0, this.#rows),
      starts: starts.slice(0, this.#rows + 1),
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

/** The terms of a paper and its facets, ascending; facets have weight 0, so that no score counts them. */
export function withFacets(paper: PaperTerms): TermVector {
  const terms = 'title' in paper.terms ? termVectorOf(paper.terms) : decodeTerms(paper.terms);
  const { facets } = paper;
  const own = Uint32Array.from(new Set(facets)).sort();
  const ids = new Uint32Array(terms.ids.length + own.length);
  const weights = new Uint8Array(ids.length);
  let term = 0;
  let facet = 0;
  for (let at = 0; at < ids.length; at++) {
    if (term < terms.ids.length && !((own[facet] as number) < (terms.ids[term] as number))) {
      weights[at] = terms.weights[term] as number;
      ids[at] = terms.ids[term++] as number;
    } else ids[at] = own[facet++] as number;
  }
  return { ids, weights };
}
