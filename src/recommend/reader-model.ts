import { documentText } from '../embedding/embedder.js';
import type { Views } from '../search/candidates.js';
import { type QuestionTarget, targetOfQuestion } from '../search/targets.js';
import type { PaperStore } from '../stores/paper-store.js';
import { isKind } from '../words/term-id.js';
import type { CorpusSample } from './background.js';
import { termsAt } from './explain.js';
import { type Interest, interestsOf } from './interests.js';
import { heaviestTerms } from './naming.js';
import { byKey, type PoolQuestion } from './pool.js';
import type { Like, Reader } from './reader.js';
import type { Learner, Taste } from './taste.js';

/** What is learnt of a reader, until they do something else. */
export interface ReaderModel {
  taste: Taste | undefined;
  interests: NamedInterest[];
  /** Likes that candidates are compared with, of each interest the newest. */
  likes: Like[];
  dislikes: Like[];
  likesByKey: PoolQuestion['likes'];
  texts: QuestionTarget[];
}

type NamedInterest = Interest & { name: string };

/** To compare each candidate with more likes takes longer, and changes nothing. */
const COMPARED_LIKES = 48;
const COMPARED_DISLIKES = 16;
/** A dislike counts as much as so many random papers: it tells more, but its field has other papers. */
const DISLIKE = 20;
/** Texts that are compared: what the reader says of themselves, and the topics followed last. */
const MAX_TEXTS = 8;
/** A pair of words says more to a reader than either. */
const PAIR = 1.5;
/** How far below that of a term of one paper the idf of a term in four is. */
const RARE = 1.1;
/** Papers that give an interest its name: the newest. */
const NAMED_AFTER = 4;

interface Parts {
  store: Pick<PaperStore, 'byKeys'>;
  views: Views;
  learner: Learner;
}

export async function modelOf({ store, views, learner }: Parts, reader: Reader, sample: CorpusSample): Promise<ReaderModel> {
  const { likes, dislikes, state } = reader;
  const { meaning, words } = views;
  const likeKeys = likes.map(({ key }) => key);
  const keys = [...likeKeys, ...dislikes.map(({ key }) => key)];
  const topics = [...state.topics.keys()].reverse();
  const [known, terms, near, shared, texts] = await Promise.all([
    meaning.vectors(keys),
    words.vectors(keys),
    meaning.pairwise(likeKeys),
    words.pairwise(likeKeys),
    Promise.all(
      [state.about, ...topics]
        .filter((text) => /[\p{L}\p{N}]/u.test(text))
        .slice(0, MAX_TEXTS)
        .map((text) => targetOfQuestion(views, text, 'hybrid')),
    ),
  ]);
  const vectors = await withoutGaps({ store, views }, keys, known);
  const interests = interestsOf(likes, { meaning: near, words: shared }, sample.pairs, state.interests);
  const weights = [...weightsOf(likes, interests, state.interests), ...dislikes.map(({ weight }) => -DISLIKE * weight)];
  // What is muted counts neither for nor against.
  const hasLikes = weights.some((weight) => weight > 0);
  const learning = hasLikes ? learner.learn({ vectors, terms, weights }, sample) : undefined;
  const [taste, named] = await Promise.all([learning, Promise.all(interests.map((interest) => nameOf(store, interest, likeKeys, terms)))]);
  return {
    taste,
    interests: named,
    likes: newestOfEach(interests),
    dislikes: dislikes.slice(0, COMPARED_DISLIKES),
    likesByKey: byKey(keys, { vectors, terms }),
    texts,
  };
}

/** Of each like how much it counts, by its age and by what the reader says of its interest. */
function weightsOf(likes: readonly Like[], interests: readonly Interest[], edits: Reader['state']['interests']): number[] {
  const factors = new Map<number, number>();
  for (const { id, likes: members, muted } of interests) {
    for (const { key } of members) factors.set(key, muted ? 0 : (edits.get(id)?.weight ?? 1));
  }
  return likes.map(({ key, weight }) => weight * (factors.get(key) ?? 1));
}

/** Papers that were imported with --no-embed are embedded for this reader. */
async function withoutGaps(
  { store, views }: Omit<Parts, 'learner'>,
  keys: readonly number[],
  known: readonly (Float32Array | undefined)[],
) {
  const lacking = keys.filter((_, i) => known[i] === undefined);
  if (lacking.length === 0) return known;
  const papers = (await store.byKeys(lacking)).filter((stored) => stored !== undefined);
  const made = await views.meaning.embed(papers.map(({ paper }) => documentText(paper)));
  const vectors = new Map(papers.map(({ key }, i) => [key, made[i]]));
  return known.map((vector, i) => vector ?? vectors.get(keys[i] as number));
}

/** By the reader, or by the two terms of its titles that weigh most in its papers. */
async function nameOf(
  store: Pick<PaperStore, 'byKeys'>,
  interest: Interest,
  likeKeys: readonly number[],
  terms: Parameters<typeof termsAt>[0],
): Promise<NamedInterest> {
  if (interest.name !== undefined) return { ...interest, name: interest.name };
  const index = new Map(likeKeys.map((key, i) => [key, i]));
  const weights = new Map<number, number>();
  for (const { key } of interest.likes) {
    for (const [id, value] of termsAt(terms, index.get(key) as number)) weights.set(id, (weights.get(id) ?? 0) + value);
  }
  for (const [id, weight] of weights) if (isKind(id, 'pair')) weights.set(id, PAIR * weight);
  // What hardly any paper has is the name of a system, or a chance neighbourhood of words: no name for a field.
  const rare = terms.idf.reduce((max, idf) => Math.max(max, idf), 0) - RARE;
  terms.ids.forEach((id, i) => {
    if ((terms.idf[i] as number) > rare) weights.delete(id);
  });
  const papers = await store.byKeys(interest.likes.slice(0, NAMED_AFTER).map(({ key }) => key));
  const texts = papers.flatMap((stored) => (stored ? [stored.paper] : []));
  const titles = texts.map(({ title }) => ({ title: title.replace(/^[^:]{1,60}:\s/, ''), abstract: '' }));
  const [best = heaviestTerms(texts, weights, 2)] = [heaviestTerms(titles, weights, 2)].filter(({ length }) => length === 2);
  const name = best.join(', ');
  return { ...interest, name: name === '' ? (texts[0]?.title ?? interest.id) : name };
}

function newestOfEach(interests: readonly Interest[]): Like[] {
  const heard = interests.filter(({ muted }) => !muted);
  const each = Math.max(8, Math.floor(COMPARED_LIKES / (heard.length || 1)));
  return heard.flatMap(({ likes }) => likes.slice(0, each));
}
