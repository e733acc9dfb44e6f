import { isKind } from '../term-id.js';

/**
 * How many papers of the corpus have each word or pair, and from that how much a term tells (idf).
 *
 * Counts are kept in 4 million cells (16 MB), which terms share by their numbers: what a shared
 * cell adds is a few papers, and matters to terms that hardly any paper has. So an idf is at most
 * a little too small, and never needs a dictionary. Facets are not counted: hardly a paper is
 * without `source:arxiv`, and a word that shared its cell would tell nothing.
 */
const CELL_BITS = 22;
const SHIFT = 32 - CELL_BITS;
export const CELLS = 1 << CELL_BITS;

/**
 * A comparison reads the cells of all terms of a paper, each far from the next, and waits for
 * memory most of its time. So counts are read rounded, as one byte each: exact below 32, then in steps of 6%.
 */
const EXACT = 32;
const STEP = 0.06;
/** A step of ln N: see {@link DocumentFrequencies.era}. */
const ERA = 0.02;
const FEW = 10_000;
/** What is rounded, or shares its cell, may seem to be in more papers than there are. */
const LEAST = 0.01;
/** ln(n + .5) of the count that each byte stands for. */
const LOGARITHMS = Float64Array.from({ length: 256 }, (_, byte) =>
  byte < EXACT ? Math.log(byte + 0.5) : Math.log(EXACT + 0.5) + (byte - EXACT) * STEP,
);
/** Bytes of the counts that most terms have. */
const ROUNDED = Uint8Array.from({ length: 1 << 12 }, (_, n) => rounded(n));

export class DocumentFrequencies {
  /** What a snapshot keeps: to count all papers anew takes seconds. */
  readonly cells: Uint32Array;
  readonly #rounded = new Uint8Array(CELLS);
  #papers: number;
  #changes = 0;
  #logPapers: number;

  constructor(cells: Uint32Array, papers: number) {
    this.cells = cells;
    for (let cell = 0; papers > 0 && cell < CELLS; cell++) {
      const n = cells[cell] as number;
      if (n > 0) this.#rounded[cell] = ROUNDED[n] ?? rounded(n);
    }
    this.#papers = papers;
    this.#logPapers = Math.log(papers + 1);
  }

  /** Counts a paper in, by its terms. */
  add(ids: Uint32Array): void {
    this.#count(ids, 1);
  }

  /** Counts a paper out that was counted in. */
  remove(ids: Uint32Array): void {
    this.#count(ids, -1);
  }

  /** How many papers have a term, those of its cell included. */
  count(id: number): number {
    return this.cells[id >>> SHIFT] as number;
  }

  /**
   * ln((N + 1) / (n + .5)), where about n of N papers have the term: the idf of BM25 in its form that
   * is never negative (as in Lucene), and never 0, since what every paper has can be looked for, too.
   */
  idf(id: number): number {
    return Math.max(LEAST, this.#logPapers - (LOGARITHMS[this.#rounded[id >>> SHIFT] as number] as number));
  }

  /** Changes with every paper while there are few, then whenever there are 2% more or fewer. */
  get era(): number {
    return this.#papers < FEW ? this.#changes : Math.round(this.#logPapers / ERA);
  }

  /** Length of a paper's vector with idf: of the terms between `start` and `end`. Facets have no weight. */
  lengthOf(ids: Uint32Array, weights: Uint8Array, start: number, end: number): number {
    const [cells, logPapers] = [this.#rounded, this.#logPapers];
    let squares = 0;
    for (let at = start; at < end; at++) {
      const logarithm = LOGARITHMS[cells[(ids[at] as number) >>> SHIFT] as number] as number;
      const value = (weights[at] as number) * Math.max(LEAST, logPapers - logarithm);
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  #count(ids: Uint32Array, change: number): void {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      if (isKind(id, 'facet')) continue;
      const n = this.count(id) + change;
      this.cells[id >>> SHIFT] = n;
      this.#rounded[id >>> SHIFT] = ROUNDED[n] ?? rounded(n);
    }
    this.#papers += change;
    this.#changes++;
    this.#logPapers = Math.log(this.#papers + 1);
  }
}

function rounded(n: number): number {
  return n < EXACT ? n : Math.min(255, EXACT + Math.round(Math.log((n + 0.5) / (EXACT + 0.5)) / STEP));
}
