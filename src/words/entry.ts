import { decodeTerms, termVectorOf } from './term-vector.js';
import type { WordsOfPaper } from './words-index.js';

/** What the index has of a paper: terms and facets in one list. */
export interface Entry {
  /** Ascending. */
  ids: Uint32Array;
  /** Of each id; facets have 0, so that no score counts them. */
  weights: Uint8Array;
  day: number;
}

export function entryOf({ terms, facets, day }: WordsOfPaper): Entry {
  const vector = 'title' in terms ? termVectorOf(terms) : decodeTerms(terms);
  const weights = new Map<number, number>([...facets].map((id) => [id, 0]));
  vector.ids.forEach((id, i) => {
    weights.set(id, vector.weights[i] as number);
  });
  const ids = Uint32Array.from(weights.keys()).sort();
  return { ids, weights: Uint8Array.from(ids, (id) => weights.get(id) ?? 0), day };
}
