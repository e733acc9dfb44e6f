import type { DerivedIndex } from '../derived/derived-index.js';
import type { KeySet } from '../paper/key-set.js';
import type { PaperText } from '../paper/paper.js';

/**
 * Papers by their words and by their facts (categories, authors, dates): which have what, and
 * which are alike in words. Derived from a store, like the vectors' index.
 */
export interface LexicalIndex extends DerivedIndex<LexicalChange> {
  /** The papers that a selection allows. */
  select(selection: Selection): Promise<KeySet>;
  /**
   * The `k` papers nearest to a query in words, best first, ties by key; those only that have a
   * word of it (a pair of words counts, but finds none). They are found by an estimate, and the best of these, 100 or `k`, compared in
   * full. The work is bounded: of a query whose terms are in very many papers the most common are left out.
   */
  rank(query: LexicalQuery, k: number, selection?: Selection): Promise<ScoredKey[]>;
  /** How near given papers are to a query; 0 where nothing is shared or there is no such paper. */
  score(query: LexicalQuery, keys: readonly number[]): Promise<number[]>;
  /**
   * Cosines of papers with others (default: the same): a row of `others.length` a key, one after the other; NaN where
   * one of the two is not here. With `rarity` 2 (default 1) terms count by the square of their idf in the vectors of `others`: what is rare counts more.
   */
  pairwise(keys: readonly number[], others?: readonly number[], idfExponent?: 1 | 2): Promise<Float32Array>;
  /** The terms of papers as sparse vectors of unit length, idf included, without facets; empty where there is no such paper. */
  vectors(keys: readonly number[]): Promise<SparseVectors>;
  /** When papers were published, in days since 1970-01-01; {@link UNDATED} when that is unknown or there is no such paper. */
  days(keys: readonly number[]): Promise<number[]>;
  /** How many papers have each term, at most and about; and the idf of each, which facets have none of. */
  frequencies(ids: readonly number[]): Promise<TermFrequency[]>;
  /** How many papers can be found. */
  size(): Promise<number>;
}

export interface LexicalQuery {
  /** Each term's number once. */
  ids: ArrayLike<number>;
  /** How much of each, before idf. */
  weights: ArrayLike<number>;
  /**
   * `bm25`: the sum over terms of weight, idf and the paper's saturated frequency, for a question. `cosine`: of
   * the two vectors, each with idf, 0..1, for a paper or a text.
   */
  measure: 'bm25' | 'cosine';
  /**
   * How soon a term that occurs again in a paper counts no more: the k1 of BM25. Papers' weights are saturated
   * at 2, which is the default; 1 is worked out from that.
   */
  k1?: 1 | 2;
  /** Whether more of the common terms are followed: where nothing but words looks for candidates. Default false. */
  thorough?: boolean;
}

/** Sparse vectors, one after the other. */
export interface SparseVectors {
  /** Of vector i the terms are those from `starts[i]` to `starts[i + 1]`. */
  starts: Uint32Array;
  ids: Uint32Array;
  values: Float32Array;
  /** The idf of each term, which is a factor of its value. */
  idf: Float32Array;
}

export interface ScoredKey {
  /** Integer key of the paper in its store. */
  key: number;
  score: number;
}

export interface TermFrequency {
  papers: number;
  idf: number;
}

/** What papers have to have. */
export interface Selection {
  /**
   * Of each list at least one: numbers of words, pairs or facets. A pair is looked up paper by paper:
   * with its two words in lists of their own it is only in those that have them.
   */
  all?: readonly (readonly number[])[];
  /** Of these none. */
  none?: readonly number[];
  /** First and last day, in days since 1970-01-01; papers without a date are not in it. */
  days?: { from: number; to: number } | undefined;
  only?: KeySet | undefined;
  except?: KeySet | undefined;
}

export interface LexicalChange {
  key: number;
  /** Undefined removes the paper. */
  paper: PaperTerms | undefined;
}

export interface PaperTerms {
  /** As `encodeTerms` makes them, or the text to make them of. */
  terms: Uint8Array | PaperText;
  /** Numbers of its facets. */
  facets: readonly number[];
  /** Of its publication, in days since 1970-01-01; {@link UNDATED} when unknown. */
  day: number;
}

/** Earlier than every date. */
export const UNDATED = -0x80000000;
