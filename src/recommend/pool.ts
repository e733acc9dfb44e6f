import type { KeySet } from '../paper/key-set.js';
import { bestOfEach, type Views } from '../search/candidates.js';
import type { QuestionTarget } from '../search/targets.js';
import { meanDirection } from '../vectors/math.js';
import { authorFacet } from '../words/facets.js';
import type { Selection, WordsQuery } from '../words/words-index.js';
import type { Interest } from './interests.js';
import type { PapersInBothViews, Taste } from './taste.js';

/**
 * So many or fewer papers are judged all: those of a day, a week, a small corpus. Of more, the best that each interest, each
 * view, each followed author and text can find.
 */
const ALL = 6_000;
/** Terms that look for the papers of an interest: the others add next to nothing, and each is followed through all papers. */
const FINDING_TERMS = 60;
/** Above that share of the corpus a search does not look whether it may have a paper. */
const MOST = 0.95;
/** Found by the taste in each view, and by each interest and text in each. */
const BY_TASTE = 250;
const BY_INTEREST = 30;
const BY_TEXT = 150;
const BY_AUTHORS = 100;
const BY_OTHERS = 50;

/** A liked paper in both views; of each term its share in the unit vector, and the idf in that. */
interface LikedPaper {
  vector: Float32Array | undefined;
  ids: Uint32Array;
  values: Float32Array;
  idf: Float32Array;
}

export interface PoolQuestion {
  taste: Taste | undefined;
  interests: readonly Interest[];
  /** The likes of the interests, by key. */
  likes: ReadonlyMap<number, LikedPaper>;
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
  const isOpen = among.size > MOST * (await words.size());
  const [within, having] = isOpen ? [{}, undefined] : [{ among }, selection];
  const lists: Promise<readonly number[]>[] = [];
  const keysOf = async (found: Promise<readonly { key: number }[]>) => (await found).map(({ key }) => key);
  if (taste) {
    lists.push(keysOf(meaning.nearest(taste.meaning, BY_TASTE, within)));
    lists.push(keysOf(words.rank(taste.finding, BY_TASTE, having)));
  }
  for (const interest of interests.filter(({ muted }) => !muted)) {
    const papers = interest.likes.flatMap(({ key }) => likes.get(key) ?? []).filter(({ vector }) => vector !== undefined);
    // One interest alone has been asked for with the taste.
    if (papers.length === 0 || interests.length === 1) continue;
    lists.push(keysOf(meaning.nearest(meanDirection(papers.map(({ vector }) => vector as Float32Array)), BY_INTEREST, within)));
    lists.push(keysOf(words.rank(commonTerms(papers), BY_INTEREST, having)));
  }
  for (const text of texts) {
    const found = bestOfEach(views, text, 'hybrid', BY_TEXT, having);
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

/** The terms that weigh most in several papers together, as a question. */
function commonTerms(papers: readonly LikedPaper[]): WordsQuery {
  const sums = new Map<number, { value: number; idf: number }>();
  for (const { ids, values, idf } of papers) {
    for (let i = 0; i < ids.length; i++) {
      const sum = sums.get(ids[i] as number);
      if (sum) sum.value += values[i] as number;
      else sums.set(ids[i] as number, { value: values[i] as number, idf: idf[i] as number });
    }
  }
  const heaviest = [...sums].sort(([, a], [, b]) => b.value - a.value).slice(0, FINDING_TERMS);
  // The index multiplies by idf itself.
  return { ids: heaviest.map(([id]) => id), weights: heaviest.map(([, { value, idf }]) => value / idf), measure: 'cosine' };
}

/** Both views of each paper by key. */
export function byKey(keys: readonly number[], { vectors, terms }: PapersInBothViews): PoolQuestion['likes'] {
  const { starts, ids, values, idf } = terms;
  return new Map(
    keys.map((key, i) => {
      const [start, end] = [starts[i] as number, starts[i + 1] as number];
      return [
        key,
        { vector: vectors[i], ids: ids.subarray(start, end), values: values.subarray(start, end), idf: idf.subarray(start, end) },
      ];
    }),
  );
}
