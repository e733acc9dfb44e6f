/**
 * How many papers of the corpus have each term, and from that how much a term tells (idf).
 *
 * Counts are kept in 4 million cells (16 MB), which terms share by their numbers: what a shared
 * cell adds is a few papers, and matters to terms that hardly any paper has. So an idf is at most
 * a little too small, and never needs a dictionary.
 */
const CELL_BITS = 22;
const SHIFT = 32 - CELL_BITS;

/** ln(n + .5) of the counts that most terms have: a logarithm costs as much as all else of a comparison. */
const LOGARITHMS = Float64Array.from({ length: 1 << 16 }, (_, n) => Math.log(n + 0.5));

export class DocumentFrequencies {
  readonly #cells = new Uint32Array(1 << CELL_BITS);
  #papers = 0;
  #logPapers = 0;

  /** Counts a paper in, by its terms. */
  add(ids: Iterable<number>): void {
    this.#count(ids, 1);
  }

  /** Counts a paper out that was counted in. */
  remove(ids: Iterable<number>): void {
    this.#count(ids, -1);
  }

  get papers(): number {
    return this.#papers;
  }

  /**
   * ln((N + 1) / (n + .5)), where n of N papers have the term: the idf of BM25 in its form that is
   * never negative (as in Lucene), at least 0.
   */
  idf(id: number): number {
    const n = this.#cells[id >>> SHIFT] as number;
    return Math.max(0, this.#logPapers - (LOGARITHMS[n] ?? Math.log(n + 0.5)));
  }

  #count(ids: Iterable<number>, change: number): void {
    for (const id of ids) this.#cells[id >>> SHIFT] = (this.#cells[id >>> SHIFT] as number) + change;
    this.#papers += change;
    this.#logPapers = Math.log(this.#papers + 1);
  }
}
