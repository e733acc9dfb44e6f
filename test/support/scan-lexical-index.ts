import {
  type LexicalChange,
  type LexicalIndex,
  type LexicalQuery,
  type ScoredKey,
  type Selection,
  type SparseVectors,
  type TermFrequency,
  UNDATED,
} from '../../src/lexical/lexical-index.js';
import { isKind } from '../../src/lexical/term-id.js';
import { decodeTerms, termVectorOf } from '../../src/lexical/term-vector.js';
import { KeySet } from '../../src/paper/key-set.js';

/** What an index of words answers, without its life on disk. */
export type AnsweringLexicalIndex = Omit<LexicalIndex, 'peek' | 'load' | 'save' | 'diedAt' | 'restart'>;

interface Entry {
  /** Share of full weight of each term, 0..1. */
  terms: Map<number, number>;
  facets: ReadonlySet<number>;
  day: number;
}

/** The index of words as its formulas say it, paper by paper: slow, and plain enough to be believed. */
export class ScanLexicalIndex implements AnsweringLexicalIndex {
  readonly #papers = new Map<number, Entry>();
  /** Papers that have a term, as far as anybody has asked since the last change. */
  readonly #counts = new Map<number, number>();

  async apply(changes: readonly LexicalChange[]): Promise<void> {
    this.#counts.clear();
    for (const { key, paper } of changes) {
      this.#papers.delete(key);
      if (!paper) continue;
      const { ids, weights } = 'title' in paper.terms ? termVectorOf(paper.terms) : decodeTerms(paper.terms);
      const terms = new Map([...ids].map((id, i) => [id, (weights[i] ?? 0) / 255]));
      this.#papers.set(key, { terms, facets: new Set(paper.facets), day: paper.day });
    }
  }

  async select(selection: Selection): Promise<KeySet> {
    return new KeySet([...this.#papers].flatMap(([key, entry]) => (isSelected(key, entry, selection) ? [key] : [])));
  }

  async rank(query: LexicalQuery, k: number, selection: Selection = {}): Promise<ScoredKey[]> {
    const words = Array.from(query.ids).filter((id) => isKind(id, 'word'));
    const found = [...this.#papers].filter(([key, entry]) => isSelected(key, entry, selection) && words.some((id) => entry.terms.has(id)));
    const scored = found.map(([key, { terms }]) => ({ key, score: this.#score(query, terms) }));
    return scored.sort((a, b) => b.score - a.score || a.key - b.key).slice(0, k);
  }

  async score(query: LexicalQuery, keys: readonly number[]): Promise<number[]> {
    return keys.map((key) => this.#score(query, this.#papers.get(key)?.terms ?? new Map()));
  }

  async pairwise(keys: readonly number[], others: readonly number[] = keys, idfExponent: 1 | 2 = 1): Promise<Float32Array> {
    const [papers, columns] = [keys, others].map((list) => list.map((key) => this.#papers.get(key))) as [Entry[], Entry[]];
    const cosines = papers.flatMap((one) =>
      columns.map((other) => (one && other ? this.#cosine(one.terms, other.terms, idfExponent) : Number.NaN)),
    );
    return Float32Array.from(cosines);
  }

  async vectors(keys: readonly number[]): Promise<SparseVectors> {
    const papers = keys.map((key) => [...(this.#papers.get(key)?.terms ?? [])].sort(([a], [b]) => a - b));
    const terms = papers.flatMap((paper) => {
      const length = this.#length(new Map(paper), 1) || 1;
      return paper.map(([id, weight]) => ({ id, value: (weight * this.#idf(id)) / length, idf: this.#idf(id) }));
    });
    const ends = papers.map((_, i) => papers.slice(0, i + 1).reduce((count, { length }) => count + length, 0));
    return {
      starts: Uint32Array.from([0, ...ends]),
      ids: Uint32Array.from(terms, ({ id }) => id),
      values: Float32Array.from(terms, ({ value }) => value),
      idf: Float32Array.from(terms, ({ idf }) => idf),
    };
  }

  async days(keys: readonly number[]): Promise<number[]> {
    return keys.map((key) => this.#papers.get(key)?.day ?? UNDATED);
  }

  async frequencies(ids: readonly number[]): Promise<TermFrequency[]> {
    return ids.map((id) => ({ papers: this.#count(id), idf: this.#idf(id) }));
  }

  async size(): Promise<number> {
    return this.#papers.size;
  }

  async settle(): Promise<void> {}

  async unsettled(): Promise<number> {
    return 0;
  }

  async close(): Promise<void> {}

  #score({ ids, weights, measure, k1 = 2 }: LexicalQuery, terms: ReadonlyMap<number, number>): number {
    const query = new Map(Array.from(ids, (id, i) => [id, weights[i] ?? 0]));
    if (measure === 'cosine') return this.#cosine(query, terms);
    const saturated = (v: number) => (k1 === 1 ? (2 * v) / (1 + v) : v);
    return sum([...query].map(([id, weight]) => weight * this.#idf(id) * saturated(terms.get(id) ?? 0)));
  }

  #cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, idfExponent = 1): number {
    const product = sum([...a].map(([id, weight]) => weight * (b.get(id) ?? 0) * this.#idf(id) ** (1 + idfExponent)));
    return Math.min(1, product / (this.#length(a, 1) * this.#length(b, idfExponent) || 1));
  }

  #length(terms: ReadonlyMap<number, number>, idfExponent: number): number {
    return Math.sqrt(sum([...terms].map(([id, weight]) => (weight * this.#idf(id) ** idfExponent) ** 2)));
  }

  #idf(id: number): number {
    return Math.max(0, Math.log((this.#papers.size + 1) / (this.#count(id) + 0.5)));
  }

  #count(id: number): number {
    const known = this.#counts.get(id);
    if (known !== undefined) return known;
    const count = [...this.#papers.values()].filter(({ terms, facets }) => terms.has(id) || facets.has(id)).length;
    this.#counts.set(id, count);
    return count;
  }
}

function isSelected(key: number, { terms, facets, day }: Entry, { all, none, days, only, except }: Selection): boolean {
  const has = (id: number) => terms.has(id) || facets.has(id);
  if (all?.some((alternatives) => !alternatives.some(has)) || none?.some(has)) return false;
  if (days && (day === UNDATED || day < days.from || day > days.to)) return false;
  return only?.has(key) !== false && except?.has(key) !== true;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
