import { meanDirection } from '../dense/math.js';
import { documentText } from '../embedding/embedder.js';
import { decodeTerms, questionVector, TERMS_VERSION, termVectorOf } from '../lexical/term-vector.js';
import type { StoredPaper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import { questionForm } from './blend.js';
import type { Target, Views } from './candidates.js';
import type { Mode } from './query.js';

/** What is liked and what is not, each as a target of its own. */
export interface MarkedTargets {
  like: readonly Target[];
  unlike: readonly Target[];
}

/** Each paper as a target; one that has no vector yet (imported with --no-embed) is embedded for this answer. */
export async function targetsOfPapers(
  store: Pick<PaperStore, 'terms'>,
  { dense }: Pick<Views, 'dense'>,
  papers: readonly StoredPaper[],
): Promise<Target[]> {
  const keys = papers.map(({ key }) => key);
  const [known, terms] = await Promise.all([dense.vectors(keys), store.terms(TERMS_VERSION, keys)]);
  const lacking = papers.filter((_, i) => known[i] === undefined);
  const made = lacking.length === 0 ? [] : await dense.embed(lacking.map(({ paper }) => documentText(paper)));
  const vectors = new Map(lacking.map(({ key }, i) => [key, made[i]]));
  return papers.map(({ key, paper }, i) => {
    const stored = terms[i];
    const lexical = { ...(stored ? decodeTerms(stored) : termVectorOf(paper)), measure: 'cosine' as const };
    return { vector: (known[i] ?? vectors.get(key)) as Float32Array, lexical, isQuery: false };
  });
}

/** A text as a target, compared as a paper is. */
export async function targetOfText({ dense }: Pick<Views, 'dense'>, text: string): Promise<Target> {
  const [vector] = await dense.embed([text]);
  return { vector: vector as Float32Array, lexical: { ...termVectorOf({ title: '', abstract: text }), measure: 'cosine' }, isQuery: true };
}

export interface QuestionTarget extends Target {
  /** How much its words can tell: the sum of the idf of those that papers have. */
  content: number;
}

/** A question as a target; without a vector where meaning is not asked. */
export async function targetOfQuestion(
  { dense, lexical }: Pick<Views, 'dense' | 'lexical'>,
  text: string,
  mode: Mode,
): Promise<QuestionTarget> {
  const { ids, weights } = questionVector(text);
  const [[vector = new Float32Array(0)], frequencies] = await Promise.all([
    mode === 'lexical' ? [] : dense.embed([text], { role: 'query' }),
    lexical.frequencies(ids),
  ]);
  const { idfExponent, k1 } = questionForm(mode);
  // What no paper has cannot be shared, and tells nothing.
  const known = ids.flatMap((id, i) => {
    const { papers, idf } = frequencies[i] ?? { papers: 0, idf: 0 };
    return papers > 0 && idf > 0 ? [{ id, weight: weights[i] ?? 0, idf }] : [];
  });
  const sum = (exponent: number) => known.reduce((total, { weight, idf }) => total + weight * idf ** exponent, 0);
  // A paper that is full of every term of the question would have this: words then score 0..1.
  const most = sum(idfExponent) || 1;
  return {
    vector,
    // The index itself multiplies by idf.
    lexical: {
      ids: known.map(({ id }) => id),
      weights: known.map(({ weight, idf }) => (weight * idf ** (idfExponent - 1)) / most),
      measure: 'bm25',
      k1,
    },
    isQuery: true,
    content: sum(1),
  };
}

/**
 * Several as one, in both views, as Qdrant's `average_vector`: the mean of what is liked; with what is not
 * liked it is moved as far again beyond, away from that mean: like + like - unlike.
 */
export function averaged({ like, unlike }: MarkedTargets): Target {
  const [first] = like;
  if (first && like.length === 1 && unlike.length === 0) return first;
  const shares = [...like.map((target) => ({ target, share: (unlike.length > 0 ? 2 : 1) / like.length }))];
  shares.push(...unlike.map((target) => ({ target, share: -1 / unlike.length })));
  const terms = new Map<number, number>();
  for (const { target, share } of shares) {
    const { ids, weights } = target.lexical;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      terms.set(id, (terms.get(id) ?? 0) + share * (weights[i] ?? 0));
    }
  }
  return {
    vector: meanDirection(shares.map(({ target, share }) => target.vector.map((x) => share * x))),
    lexical: { ids: [...terms.keys()], weights: [...terms.values()], measure: 'cosine' },
    isQuery: like.some(({ isQuery }) => isQuery),
  };
}
