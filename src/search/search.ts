import type { z } from 'zod';
import { KeySet } from '../paper/key-set.js';
import type { PaperStore } from '../stores/paper-store.js';
import { questionVector } from '../words/term-vector.js';
import type { Selection } from '../words/words-index.js';
import { type Answer, answerOf, NO_PARTS, type Reading } from './answer.js';
import { KNOWN_ITEM, questionWeights } from './blend.js';
import { candidates, type Target, type Views } from './candidates.js';
import { conditionsOf } from './conditions.js';
import { knownItems } from './known-item.js';
import { newest } from './newest.js';
import type { searchSchema } from './query.js';
import { selectPapers } from './select-papers.js';
import { correct } from './spelling.js';
import { parseQuestion } from './syntax.js';

type Store = Pick<PaperStore, 'byKeys' | 'find' | 'list' | 'wordsFrom'>;

/** Papers read to see whether they fulfil what the index cannot tell (the order of words), at most, for each that is asked for. */
const READ_FOR_ONE = 20;

/**
 * Papers that answer a question, by meaning and words: among those that fulfil its conditions, the ones that
 * it names first. A question of conditions alone is answered with the newest papers.
 * @throws INVALID_INPUT with the position of a slip in the question.
 */
export async function search(store: Store, views: Views, query: z.output<typeof searchSchema>): Promise<Answer> {
  const { k, mode } = query;
  const known = await knownItems(query.query, store, views.words);
  const asked = known.isVerbatim ? { text: known.text, required: [], excluded: [] } : parseQuestion(query.query);
  const [{ selection: conditions, holds }, filter] = await Promise.all([
    conditionsOf(asked, store),
    query.filter && selectPapers(store, query.filter),
  ]);
  const selection = together(conditions, filter);
  if (asked.text === '') return newestOf(store, await views.words.select(selection ?? {}), k, holds);
  const { text, corrections } = known.isVerbatim ? { text: asked.text, corrections: [] } : await correct(asked.text, views.words, store);
  const target = await targetOf(views, text, mode !== 'lexical');
  const named =
    selection === undefined || known.keys.size === 0
      ? known.keys
      : new Set(await views.words.select({ ...selection, only: new KeySet(known.keys) }));
  const found = await candidates(views, target, mode, holds ? READ_FOR_ONE * k : k, { selection, named });
  const weights = questionWeights(mode);
  const ranked = found.map(({ key, meaning, words }) => ({
    key,
    parts: {
      ...NO_PARTS,
      meaning: weights.meaning * meaning,
      words: weights.words * words,
      named: named.has(key) ? KNOWN_ITEM : 0,
    },
  }));
  const answer = await answerOf(store, ranked, k, holds);
  return corrections.length > 0 ? { ...answer, corrections } : answer;
}

async function targetOf({ meaning, words }: Views, text: string, withVector: boolean): Promise<Target> {
  const { ids, weights } = questionVector(text);
  const [[vector = new Float32Array(0)], frequencies] = await Promise.all([
    withVector ? meaning.embed([text], { role: 'query' }) : [],
    words.frequencies(ids),
  ]);
  // A paper that is full of every term of the question would have this: words then score 0..1.
  const most = weights.reduce((sum, weight, i) => sum + weight * (frequencies[i]?.idf ?? 0), 0) || 1;
  return { vector, words: { ids, weights: weights.map((weight) => weight / most), measure: 'bm25' }, foreign: true };
}

function together(conditions: Pick<Selection, 'all' | 'none'>, filter: Selection | undefined): Selection | undefined {
  const all = [...(conditions.all ?? []), ...(filter?.all ?? [])];
  const none = [...(conditions.none ?? []), ...(filter?.none ?? [])];
  if (filter === undefined && all.length === 0 && none.length === 0) return undefined;
  return { ...filter, all, none };
}

async function newestOf(store: Store, keys: KeySet, k: number, holds: Reading): Promise<Answer> {
  const results: Answer['results'] = [];
  let read = 0;
  for await (const { paper } of newest(store, keys)) {
    if (holds === undefined || holds(paper)) results.push({ paper, score: 0, parts: NO_PARTS });
    if (results.length === k || ++read === READ_FOR_ONE * k) break;
  }
  return { results };
}
