import type { LexicalQuery } from '../lexical-index.js';
import { isKind } from '../term-id.js';
import type { Block } from './block.js';
import type { DocumentFrequencies } from './idf.js';

/** Full weight of a term, as `term-vector.ts` stores it. */
const FULL = 255;

/** What a stored weight, saturated at k1 = 2, counts for. */
const SATURATED = {
  2: Float64Array.from({ length: FULL + 1 }, (_, weight) => weight),
  // Of v = f / (f + 2 l) it is f / (f + l).
  1: Float64Array.from({ length: FULL + 1 }, (_, weight) => (2 * FULL * weight) / (FULL + weight)),
};

/** By its first bits alone most of what a query does not have is told apart, in 8 KB. */
const SLOT_BITS = 12;
const SLOT_SHIFT = 32 - SLOT_BITS;

/**
 * Compares one query with papers, term by term, pairs included. Everything that depends on the
 * query alone is worked out once.
 */
export class Scorer {
  readonly #frequencies: DocumentFrequencies;
  readonly #measure: LexicalQuery['measure'];
  /** The query's terms, ascending. */
  readonly #ids: Uint32Array;
  /** What a paper's weight of each term is multiplied by. */
  readonly #factors: Float64Array;
  /** For each beginning of an id, where the query's first such term stands, counted from 1; 0 where there is none. */
  readonly #first = new Uint16Array(1 << SLOT_BITS);
  readonly #saturated: Float64Array;

  constructor({ ids, weights, measure, k1 = 2 }: LexicalQuery, frequencies: DocumentFrequencies) {
    this.#saturated = SATURATED[k1];
    this.#frequencies = frequencies;
    this.#measure = measure;
    const order = Array.from(ids, (_, i) => i).sort((a, b) => (ids[a] as number) - (ids[b] as number));
    this.#ids = Uint32Array.from(order, (i) => ids[i] as number);
    for (let q = order.length; q > 0; q--) this.#first[(this.#ids[q - 1] as number) >>> SLOT_SHIFT] = q;
    let squares = 0;
    this.#factors = Float64Array.from(order, (i) => {
      const idf = frequencies.idf(ids[i] as number);
      const weight = (weights[i] as number) * idf;
      squares += weight * weight;
      // A paper's weight takes its own idf here, so that it need not be looked up again.
      return measure === 'cosine' ? weight * idf : weight / FULL;
    });
    const length = Math.sqrt(squares) || 1;
    if (measure === 'cosine') for (let i = 0; i < order.length; i++) this.#factors[i] = (this.#factors[i] as number) / length;
  }

  /** Terms that postings can find, the weightiest first: what they add to a paper that is full of them. */
  get findable(): { id: number; factor: number }[] {
    const terms = Array.from(this.#ids, (id, i) => ({ id, factor: this.#factors[i] as number }));
    return terms.filter(({ id, factor }) => isKind(id, 'word') && factor > 0).sort((a, b) => b.factor - a.factor || a.id - b.id);
  }

  get measure(): LexicalQuery['measure'] {
    return this.#measure;
  }

  /** The score of the paper in a row. */
  score(block: Block, row: number): number {
    const { starts, ids, weights } = block.arrays;
    const start = starts[row] as number;
    const end = starts[row + 1] as number;
    const product = this.#product(ids, weights, start, end);
    if (this.#measure === 'bm25' || product === 0) return product;
    // Rounding may take a paper's likeness to itself beyond 1.
    return Math.min(1, product / (block.lengthOf(row, this.#frequencies) || 1));
  }

  /** The sum over the terms that both have. */
  #product(ids: Uint32Array, weights: Uint8Array, start: number, end: number): number {
    const [mine, factors, first, saturated] = [this.#ids, this.#factors, this.#first, this.#saturated];
    let sum = 0;
    for (let at = start; at < end; at++) {
      const id = ids[at] as number;
      // Most of a paper's terms end here, without a look at the query's.
      for (let q = (first[id >>> SLOT_SHIFT] as number) - 1; q >= 0 && (mine[q] as number) <= id; q++) {
        if (mine[q] === id) sum += (factors[q] as number) * (saturated[weights[at] as number] as number);
      }
    }
    return sum;
  }
}
