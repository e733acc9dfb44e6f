import type { KeySet } from '../paper/key-set.js';
import { bestOfEach, type Views } from '../search/candidates.js';
import type { QuestionTarget } from '../search/targets.js';
import { averaged } from '../search/targets.js';
import { authorFacet } from '../words/facets.js';
import type { Selection } from '../words/words-index.js';
import type { Interest } from './interests.js';
import type { PapersInBothViews, Taste } from './taste.js';

/**
 * So many or fewer papers are judged all: those of a day, a week, a small corpus. Of more, the best that each interest, each
 * view, each followed author and text can find.
 */
const ALL = 6_000;
/** Above that share of the corpus a search does not look whether it may have a paper. */
const MOST = 0.95;
/** Found by the taste in each view, and by each interest and text in each. */
const BY_TASTE = 250;
const BY_INTEREST = 40;
const BY_TEXT = 150;
const BY_AUTHORS = 100;
const BY_OTHERS = 50;

export interface PoolQuestion {
  taste: Taste | undefined;
  interests: readonly Interest[];
  /** The likes of the interests, by key. */
  likes: ReadonlyMap<number, { vector: Float32Array | undefined; ids: Uint32Array; weights: Float32Array }>;
  texts: readonly QuestionTarget[];
  authors: readonly string[];
  /** What others like, by key, and how much they have in common with the reader. */
  liked: ReadonlyMap<number, number>;
}

/**
 * Keys of the papers that are judged.
 * @param among Those that may be in the list.
 */
export async function poolOf(views: Views, selection: Selection, among: KeySet, question: PoolQuestion): Promise<number[]> {
  if (among.size <= ALL) return [...among];
  const { meaning, words } = views;
  const { taste, interests, likes, texts, authors, liked } = question;
  // Where nearly all papers may be in the list, it is faster to leave out afterwards what may not.
  const within = among.size > MOST * (await words.size()) ? {} : { among };
  const lists: Promise<readonly number[]>[] = [];
  const keysOf = async (found: Promise<readonly { key: number }[]>) => (await found).map(({ key }) => key);
  if (taste) {
    lists.push(keysOf(meaning.nearest(taste.meaning, BY_TASTE, within)));
    lists.push(keysOf(words.rank(taste.words, BY_TASTE, selection)));
  }
  for (const interest of interests.filter(({ muted }) => !muted)) {
    const targets = interest.likes.flatMap(({ key }) => {
      const like = likes.get(key);
      if (!like?.vector) return [];
      return [{ vector: like.vector, words: { ids: like.ids, weights: like.weights, measure: 'cosine' as const }, foreign: false }];
    });
    // One interest alone has been asked for with the taste.
    if (targets.length === 0 || interests.length === 1) continue;
    const target = averaged({ like: targets, unlike: [] });
    lists.push(keysOf(meaning.nearest(target.vector, BY_INTEREST, within)));
    lists.push(keysOf(words.rank(target.words, BY_INTEREST, selection)));
  }
  for (const text of texts) {
    const found = bestOfEach(views, text, 'hybrid', BY_TEXT, selection);
    lists.push(found.then(({ near, shared }) => [...near, ...shared.keys()]));
  }
  if (authors.length > 0) lists.push(byAuthors(views, selection, authors));
  const byOthers = [...liked].sort(([, a], [, b]) => b - a).slice(0, BY_OTHERS);
  lists.push(Promise.resolve(byOthers.map(([key]) => key)));
  return [...new Set((await Promise.all(lists)).flat())].filter((key) => among.has(key));
}

/** The newest papers of the authors whom the reader follows. */
async function byAuthors({ words }: Views, selection: Selection, authors: readonly string[]): Promise<number[]> {
  const keys = [...(await words.select({ ...selection, all: [...(selection.all ?? []), authors.map(authorFacet)] }))];
  const days = await words.days(keys);
  const newest = [...keys.keys()].sort((a, b) => (days[b] as number) - (days[a] as number)).slice(0, BY_AUTHORS);
  return newest.map((i) => keys[i] as number);
}

/** Both views of each paper by key. */
export function byKey(keys: readonly number[], { vectors, terms }: PapersInBothViews): PoolQuestion['likes'] {
  const { starts, ids, values, idf } = terms;
  return new Map(
    keys.map((key, i) => {
      const [start, end] = [starts[i] as number, starts[i + 1] as number];
      // The index multiplies by idf itself.
      const weights = values.slice(start, end).map((value, at) => value / (idf[start + at] as number));
      return [key, { vector: vectors[i], ids: ids.subarray(start, end), weights }];
    }),
  );
}
