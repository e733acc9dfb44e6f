import type { z } from 'zod';
import type { PaperStore } from '../stores/paper-store.js';
import { questionVector } from '../words/term-vector.js';
import { type Answer, answerOf } from './answer.js';
import { questionWeights } from './blend.js';
import { candidates, type Views } from './candidates.js';
import type { searchSchema } from './query.js';
import { selectPapers } from './select-papers.js';

/** Papers that answer a question in words, by meaning and words. */
export async function search(
  store: Pick<PaperStore, 'byKeys' | 'find'>,
  views: Views,
  { query, k, mode, filter }: z.output<typeof searchSchema>,
): Promise<Answer> {
  const { ids, weights } = questionVector(query);
  const [vectors, frequencies, selection] = await Promise.all([
    mode === 'lexical' ? [] : views.meaning.embed([query], { role: 'query' }),
    views.words.frequencies(ids),
    filter && selectPapers(store, filter),
  ]);
  // A paper that is full of every term of the question would have this.
  const most = weights.reduce((sum, weight, i) => sum + weight * (frequencies[i]?.idf ?? 0), 0) || 1;
  const target = {
    vector: vectors[0] ?? new Float32Array(0),
    words: { ids, weights: weights.map((weight) => weight / most), measure: 'bm25' as const },
    foreign: true,
  };
  const of = questionWeights(mode);
  const found = await candidates(views, target, mode, k, selection);
  const ranked = found.map(({ key, meaning, words }) => ({
    key,
    parts: { meaning: of.meaning * meaning, words: of.words * words, feedback: 0 },
  }));
  return answerOf(store, ranked, k);
}
