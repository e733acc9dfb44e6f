import type { MeaningView } from '../indexing/meaning-view.js';
import type { WordsView } from '../indexing/words-view.js';
import type { Selection, WordsQuery } from '../words/words-index.js';
import type { ViewScores } from './blend.js';
import type { Mode } from './query.js';

/** What answers are made from: the two views of the corpus. */
export interface Views {
  meaning: Pick<MeaningView, 'embed' | 'vectors' | 'nearest' | 'similarities'>;
  words: Pick<WordsView, 'rank' | 'score' | 'select' | 'frequencies'>;
}

/** What is looked for, in both views. */
export interface Target {
  /** Unit vector. */
  vector: Float32Array;
  words: WordsQuery;
  /** The vector is unlike those of papers: a short question. */
  foreign: boolean;
}

/** A candidate with what each view says of it. */
export interface Candidate extends ViewScores {
  key: number;
}

/** The best of each view that are compared in both. Twice as many change no figure of the benchmarks by .1. */
const EACH = 200;

/**
 * The best of each view, each with its score in both: what is good in one view only is found, and
 * judged by both.
 * @param wanted How many results the answer needs.
 * @param options What candidates have to fulfil, and papers that are candidates whatever the views say.
 */
export async function candidates(
  { meaning, words }: Views,
  target: Target,
  mode: Mode,
  wanted: number,
  { selection, named = [] }: { selection?: Selection | undefined; named?: Iterable<number> } = {},
): Promise<Candidate[]> {
  const each = Math.max(EACH, 2 * wanted);
  const among = selection && (await words.select(selection));
  const [near, shared] = await Promise.all([
    mode === 'lexical' ? [] : meaning.nearest(target.vector, each, { foreign: target.foreign, among }),
    mode === 'semantic' ? [] : words.rank(target.words, each, selection),
  ]);
  const keys = [...new Set([...named, ...[...near, ...shared].map(({ key }) => key)])];
  const scored = new Map(shared.map(({ key, score }) => [key, score]));
  const unscored = mode === 'semantic' ? [] : keys.filter((key) => !scored.has(key));
  const [similarities, scores] = await Promise.all([
    mode === 'lexical' ? [] : meaning.similarities(target.vector, keys),
    words.score(target.words, unscored),
  ]);
  unscored.forEach((key, i) => {
    scored.set(key, scores[i] ?? 0);
  });
  return keys.map((key, i) => ({ key, meaning: similarities[i] ?? 0, words: scored.get(key) ?? 0 }));
}
