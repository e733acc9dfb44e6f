import { authorFacet } from '../lexical/facets.js';
import type { LexicalQuery, Selection } from '../lexical/lexical-index.js';
import type { KeySet } from '../paper/key-set.js';
import { topOfEachView, type Views } from '../search/candidates.js';
import type { QuestionTarget } from '../search/targets.js';
import type { Taste } from './taste.js';

/**
 * So many or fewer papers are judged all: those of a day, a week, a small corpus. Of more, the best that each interest, each
 * view, each followed author and text can find.
 */
const ALL = 6_000;
/** Above that share of the corpus a search does not look whether it may have a paper. */
const MOST = 0.95;
/** Found by the taste in each view, and by each interest and text in each. */
const BY_TASTE = 250;
const BY_INTEREST = 30;
const BY_TEXT = 150;
const BY_AUTHORS = 100;
const BY_OTHERS = 50;

/** What finds papers of an interest. */
export interface InterestQuestion {
  dense: Float32Array;
  lexical: LexicalQuery;
}

export interface PoolQuestion {
  taste: Taste | undefined;
  /** Undefined of those that are not to be asked for: muted ones, or those of which no paper has a vector. */
  interests: readonly { question: InterestQuestion | undefined }[];
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
  const { dense, lexical } = views;
  const { taste, interests, texts, authors, liked } = question;
  // Where nearly all papers may be in the list, it is faster to leave out afterwards what may not.
  const isOpen = among.size > MOST * (await lexical.size());
  const [within, having] = isOpen ? [{}, undefined] : [{ among }, selection];
  const lists: Promise<readonly number[]>[] = [];
  const keysOf = async (found: Promise<readonly { key: number }[]>) => (await found).map(({ key }) => key);
  if (taste) {
    lists.push(keysOf(dense.nearest(taste.dense, BY_TASTE, within)));
    lists.push(keysOf(lexical.rank(taste.finding, BY_TASTE, having)));
  }
  for (const { question } of interests) {
    // One interest alone has been asked for with the taste.
    if (!question || interests.length === 1) continue;
    lists.push(keysOf(dense.nearest(question.dense, BY_INTEREST, within)));
    lists.push(keysOf(lexical.rank(question.lexical, BY_INTEREST, having)));
  }
  for (const text of texts) {
    const found = topOfEachView(views, text, 'hybrid', BY_TEXT, having);
    lists.push(found.then(({ near, shared }) => [...near, ...shared.keys()]));
  }
  if (authors.length > 0) lists.push(byAuthors(views, selection, authors));
  const byOthers = [...liked].sort(([, a], [, b]) => b - a).slice(0, BY_OTHERS);
  lists.push(Promise.resolve(byOthers.map(([key]) => key)));
  return [...new Set((await Promise.all(lists)).flat())].filter((key) => among.has(key));
}

/** The newest papers of the authors whom the reader follows. */
async function byAuthors({ lexical }: Views, selection: Selection, authors: readonly string[]): Promise<number[]> {
  const keys = [...(await lexical.select({ ...selection, all: [...(selection.all ?? []), authors.map(authorFacet)] }))];
  const days = await lexical.days(keys);
  const newest = [...keys.keys()].sort((a, b) => (days[b] as number) - (days[a] as number)).slice(0, BY_AUTHORS);
  return newest.map((i) => keys[i] as number);
}
