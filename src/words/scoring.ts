import type { Block } from './block.js';
import type { DocumentFrequencies } from './idf.js';
import { isKind } from './term-id.js';
import type { WordsQuery } from './words-index.js';

/** Full weight of a term, as `term-vector.ts` stores it. */
const FULL = 255;

/**
 * Compares one query with papers, term by term, pairs included. Everything that depends on the
 * query alone is worked out once.
 */
export class Scorer {
  readonly #frequencies: DocumentFrequencies;
  readonly #measure: WordsQuery['measure'];
  /** What a paper's weight of each term is multiplied by. */
  readonly #factors = new Map<number, number>();
  readonly #ids: Uint32Array;
  readonly #values: Float64Array;

  constructor(query: WordsQuery, frequencies: DocumentFrequencies) {
    this.#frequencies = frequencies;
    this.#measure = query.measure;
    const cosine = query.measure === 'cosine';
    let squares = 0;
    query.ids.forEach((id, i) => {
      const idf = frequencies.idf(id);
      const weight = (query.weights[i] as number) * idf;
      squares += weight * weight;
      // A paper's weight takes its own idf here, so that it need not be looked up again.
      this.#factors.set(id, cosine ? weight * idf : weight / FULL);
    });
    const length = Math.sqrt(squares) || 1;
    if (cosine) for (const [id, factor] of this.#factors) this.#factors.set(id, factor / length);
    this.#ids = Uint32Array.from(this.#factors.keys()).sort();
    this.#values = Float64Array.from(this.#ids, (id) => this.#factors.get(id) ?? 0);
  }

  /** Terms that postings can find, the weightiest first: what they add to a paper that is full of them. */
  get findable(): { id: number; factor: number }[] {
    const terms = [...this.#factors].flatMap(([id, factor]) => (isKind(id, 'word') && factor > 0 ? [{ id, factor }] : []));
    return terms.sort((a, b) => b.factor - a.factor || a.id - b.id);
  }

  get measure(): WordsQuery['measure'] {
    return this.#measure;
  }

  /** The score of the paper in a row. */
  score(block: Block, row: number): number {
    const { starts, ids, weights } = block.arrays;
    const end = starts[row + 1] as number;
    const cosine = this.#measure === 'cosine';
    let sum = 0;
    let squares = 0;
    // Both lists ascend: they are walked side by side.
    let q = 0;
    for (let at = starts[row] as number; at < end; at++) {
      const id = ids[at] as number;
      const weight = weights[at] as number;
      if (cosine && weight > 0) squares += (weight * this.#frequencies.idf(id)) ** 2;
      while (q < this.#ids.length && (this.#ids[q] as number) < id) q++;
      if (this.#ids[q] === id) sum += (this.#values[q] as number) * weight;
    }
    return cosine ? sum / (Math.sqrt(squares) || 1) : sum;
  }
}
