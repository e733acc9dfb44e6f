/**
 * Papers as arxiv-sanity-lite makes them of text, with scikit-learn's TfidfVectorizer: words and pairs of them as they are written,
 * without function words; those in at least five papers and at most a tenth, the 20,000 most frequent; 1 + log of the frequency, smooth
 * idf, unit length.
 */

import { isStopWord } from '../../src/lexical/stop-words.js';
import type { SparseRow } from '../../src/recommend/linear-svm.js';

const MOST_TERMS = 20_000;
const [FEWEST_PAPERS, LARGEST_SHARE] = [5, 0.1];
const WORD = /\b[a-z_][a-z0-9_]+\b/g;
/** So often rare terms are forgotten while counting: none of the most frequent is ever that rare, and a million pairs fill the memory. */
const FORGET_EACH = 10_000;

export class TfIdf {
  readonly #columns = new Map<string, number>();
  readonly #idf: number[] = [];

  constructor(texts: readonly string[]) {
    const counts = new Map<string, { papers: number; times: number }>();
    texts.forEach((text, i) => {
      for (const [term, times] of frequencies(text)) {
        const count = counts.get(term);
        if (count) {
          count.papers++;
          count.times += times;
        } else counts.set(term, { papers: 1, times });
      }
      if (i % FORGET_EACH === FORGET_EACH - 1) for (const [term, { papers }] of counts) if (papers === 1) counts.delete(term);
    });
    const kept = [...counts].filter(([, { papers }]) => papers >= FEWEST_PAPERS && papers <= LARGEST_SHARE * texts.length);
    for (const [term, { papers }] of kept.sort(([, a], [, b]) => b.times - a.times).slice(0, MOST_TERMS)) {
      this.#columns.set(term, this.#idf.length);
      this.#idf.push(1 + Math.log((1 + texts.length) / (1 + papers)));
    }
  }

  get width(): number {
    return this.#idf.length;
  }

  row(text: string): SparseRow {
    const [columns, values]: [number[], number[]] = [[], []];
    for (const [term, times] of frequencies(text)) {
      const column = this.#columns.get(term);
      if (column === undefined) continue;
      columns.push(column);
      values.push((1 + Math.log(times)) * (this.#idf[column] as number));
    }
    const length = Math.hypot(...values) || 1;
    return { columns: Uint32Array.from(columns), values: Float32Array.from(values, (value) => value / length) };
  }
}

function frequencies(text: string): Map<string, number> {
  const words = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(WORD) ?? [];
  const kept = words.filter((word) => !isStopWord(word));
  const counts = new Map<string, number>();
  kept.forEach((word, i) => {
    const next = kept[i + 1];
    for (const term of next === undefined ? [word] : [word, `${word} ${next}`]) counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  return counts;
}
