import type { DenseView } from '../indexing/dense-view.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import type { LexicalQuery, Selection } from '../lexical/lexical-index.js';
import type { ViewScores } from './blend.js';
import type { Mode } from './query.js';

/** What answers are made from: the two views of the corpus. */
export interface Views {
  dense: Pick<DenseView, 'embed' | 'vectors' | 'roughVectors' | 'nearest' | 'similarities' | 'pairwise'>;
  lexical: Pick<LexicalView, 'rank' | 'score' | 'select' | 'frequencies' | 'pairwise' | 'vectors' | 'days' | 'size'>;
}

/** What is looked for, in both views. */
export interface Target {
  /** Unit vector. */
  vector: Float32Array;
  lexical: LexicalQuery;
  /** The vector is unlike those of papers: a short question. */
  isQuery: boolean;
}

/** A candidate with what each view says of it. */
export interface Candidate extends ViewScores {
  key: number;
}

export interface CandidateOptions {
  /** What candidates have to fulfil. */
  selection?: Selection | undefined;
  /** Papers that are candidates whatever the views say. */
  named?: Iterable<number> | undefined;
}

/**
 * The best of each view that are compared in both. Of the ten best of 300 random papers among 291,983, as found with 1,000 of
 * each view, 99.8% are found with 150, 99.9% with 200, 99.3% with 100.
 */
export const CANDIDATES_PER_VIEW = 150;

/**
 * The best of each view, each with its score in both: what is good in one view only is found, and
 * judged by both.
 * @param wanted How many results the answer needs.
 */
export async function candidates(
  views: Views,
  target: Target,
  mode: Mode,
  wanted: number,
  { selection, named = [] }: CandidateOptions = {},
): Promise<Candidate[]> {
  const { near, shared } = await topOfEachView(views, target, mode, Math.max(CANDIDATES_PER_VIEW, 2 * wanted), selection);
  const keys = [...new Set([...named, ...near, ...shared.keys()])];
  return scoresOf(views, target, mode, keys, shared);
}

/** The keys of the best `each` by meaning, and those of the best by words with their scores. */
export async function topOfEachView(
  { dense, lexical }: Views,
  target: Target,
  mode: Mode,
  each: number,
  selection?: Selection,
): Promise<{ near: number[]; shared: ReadonlyMap<number, number> }> {
  const among = selection && (await lexical.select(selection));
  const [near, shared] = await Promise.all([
    mode === 'lexical' ? [] : dense.nearest(target.vector, each, { isQuery: target.isQuery, among }),
    mode === 'dense' ? [] : lexical.rank({ ...target.lexical, thorough: mode === 'lexical' }, each, selection),
  ]);
  return { near: near.map(({ key }) => key), shared: new Map(shared.map(({ key, score }) => [key, score])) };
}

/**
 * What both views say of papers.
 * @param known Scores by words that are known already.
 */
export async function scoresOf(
  { dense, lexical }: Views,
  target: Target,
  mode: Mode,
  keys: readonly number[],
  known: ReadonlyMap<number, number> = new Map(),
): Promise<Candidate[]> {
  const unscored = mode === 'dense' ? [] : keys.filter((key) => !known.has(key));
  const [similarities, scores] = await Promise.all([
    mode === 'lexical' ? [] : dense.similarities(target.vector, keys),
    unscored.length === 0 ? [] : lexical.score(target.lexical, unscored),
  ]);
  const scored = new Map(unscored.map((key, i) => [key, scores[i] ?? 0]));
  return keys.map((key, i) => ({ key, dense: similarities[i] ?? 0, lexical: known.get(key) ?? scored.get(key) ?? 0 }));
}
