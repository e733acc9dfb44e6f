import { meanDirection } from '../dense/math.js';
import { documentText } from '../embedding/embedder.js';
import { isKind } from '../lexical/term-id.js';
import type { Views } from '../search/candidates.js';
import { targetOfQuestion } from '../search/targets.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { CorpusSample } from './background.js';
import { type CommonTerms, commonTerms, questionOfTerms } from './common-terms.js';
import { type MeasuredEvidence, referenceScoresOf } from './evidence.js';
import { type Interest, interestsOf } from './interests.js';
import { heaviestTerms } from './naming.js';
import type { InterestQuestion } from './pool.js';
import type { Like, Reader } from './reader.js';
import type { Learner } from './taste.js';

/** What is learnt of a reader, until they do something else. */
export interface ReaderModel extends MeasuredEvidence {
  interests: NamedInterest[];
}

type NamedInterest = Interest & { name: string; question: InterestQuestion | undefined };

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
/** Terms that look for the papers of an interest: the others add next to nothing, and each is followed through all papers. */
const FINDING_TERMS = 60;
/** Papers that give an interest its name: the newest. */
const NAMED_AFTER = 4;

interface Parts {
  store: Pick<PaperStore, 'byKeys'>;
  views: Views;
  learner: Learner;
}

export async function modelOf({ store, views, learner }: Parts, reader: Reader, sample: CorpusSample): Promise<ReaderModel> {
  const { likes, dislikes, state } = reader;
  const { dense, lexical } = views;
  const likeKeys = likes.map(({ key }) => key);
  const keys = [...likeKeys, ...dislikes.map(({ key }) => key)];
  const topics = [...state.topics.keys()].reverse();
  const [known, terms, near, shared, texts] = await Promise.all([
    dense.roughVectors(keys),
    lexical.vectors(keys),
    dense.pairwise(likeKeys),
    lexical.pairwise(likeKeys),
    Promise.all(
      [state.about, ...topics]
        .filter((text) => /[\p{L}\p{N}]/u.test(text))
        .slice(0, MAX_TEXTS)
        .map((text) => targetOfQuestion(views, text, 'hybrid')),
    ),
  ]);
  const vectors = await withoutGaps({ store, views }, keys, known);
  const interests = interestsOf(likes, { dense: near, lexical: shared }, sample.pairs, state.interests);
  const weights = [...weightsOf(likes, interests, state.interests), ...dislikes.map(({ weight }) => -DISLIKE * weight)];
  // What is muted counts neither for nor against.
  const hasLikes = weights.some((weight) => weight > 0);
  const learning = hasLikes ? learner.learn({ vectors, terms, weights }, sample) : undefined;
  const rowOf = new Map(likeKeys.map((key, row) => [key, row]));
  const naming = interests.map(async (interest): Promise<NamedInterest> => {
    const rows = interest.likes.map(({ key }) => rowOf.get(key) as number);
    const common = commonTerms(terms, rows);
    const rowVectors = rows.flatMap((row) => vectors[row] ?? []);
    const isAsked = !interest.muted && rowVectors.length > 0;
    const question = isAsked ? { dense: meanDirection(rowVectors), lexical: questionOfTerms(common, FINDING_TERMS) } : undefined;
    return { ...interest, name: interest.name ?? (await nameOf(store, interest, common)), question };
  });
  const [taste, named] = await Promise.all([learning, Promise.all(naming)]);
  const evidence = { taste, likes: newestVectors(interests), dislikes: dislikes.slice(0, COMPARED_DISLIKES), texts };
  return { ...evidence, referenceScores: await referenceScoresOf(views, sample.referenceScores, evidence), interests: named };
}

/** Of each like how much it counts, by its age and by what the reader says of its interest. */
function weightsOf(likes: readonly Like[], interests: readonly Interest[], edits: Reader['state']['interests']): number[] {
  const factors = new Map<number, number>();
  for (const { id, likes: members, muted } of interests) {
    for (const { key } of members) factors.set(key, muted ? 0 : (edits.get(id)?.weight ?? 1));
  }
  return likes.map(({ key, weight }) => weight * (factors.get(key) ?? 1));
}

/** Papers that no index has yet; those that were imported with --no-embed are embedded for this reader. */
async function withoutGaps(
  { store, views }: Omit<Parts, 'learner'>,
  keys: readonly number[],
  known: readonly (Float32Array | undefined)[],
) {
  const lacking = keys.filter((_, i) => known[i] === undefined);
  if (lacking.length === 0) return known;
  const vectors = new Map((await views.dense.vectors(lacking)).map((vector, i) => [lacking[i], vector]));
  const bare = (await store.byKeys(lacking.filter((key) => !vectors.get(key)))).filter((stored) => stored !== undefined);
  const made = bare.length === 0 ? [] : await views.dense.embed(bare.map(({ paper }) => documentText(paper)));
  bare.forEach(({ key }, i) => {
    vectors.set(key, made[i]);
  });
  return known.map((vector, i) => vector ?? vectors.get(keys[i] as number));
}

/** By the two terms of its titles that weigh most in its papers. */
async function nameOf(store: Pick<PaperStore, 'byKeys'>, interest: Interest, terms: CommonTerms): Promise<string> {
  // What hardly any paper has is the name of a system, or a chance neighbourhood of words: no name for a field.
  let rarest = 0;
  for (const { idf } of terms.values()) rarest = Math.max(rarest, idf);
  const weights = new Map<number, number>();
  for (const [id, { weight, idf }] of terms) if (idf <= rarest - RARE) weights.set(id, isKind(id, 'pair') ? PAIR * weight : weight);
  const papers = await store.byKeys(interest.likes.slice(0, NAMED_AFTER).map(({ key }) => key));
  const texts = papers.flatMap((stored) => (stored ? [stored.paper] : []));
  const titles = texts.map(({ title }) => ({ title: title.replace(/^[^:]{1,60}:\s/, ''), abstract: '' }));
  const [best = heaviestTerms(texts, weights, 2)] = [heaviestTerms(titles, weights, 2)].filter(({ length }) => length === 2);
  const name = best.join(', ');
  return name === '' ? (texts[0]?.title ?? interest.id) : name;
}

function newestVectors(interests: readonly Interest[]): Like[] {
  const heard = interests.filter(({ muted }) => !muted);
  const each = Math.max(8, Math.floor(COMPARED_LIKES / (heard.length || 1)));
  return heard.flatMap(({ likes }) => likes.slice(0, each));
}
