import { questionWeights } from '../search/blend.js';
import type { Views } from '../search/candidates.js';
import { scoresOf } from '../search/candidates.js';
import type { QuestionTarget } from '../search/targets.js';
import { blendedSimilarity, type Spread, spreadOf } from './background.js';
import type { Like } from './reader.js';
import {
  aboutTextPart,
  aboutTextShare,
  dislikedPart,
  LIKES_IDF_EXPONENT,
  NO_PICK_PARTS,
  nearestMean,
  type PickParts,
  quadraticMean,
  tasteParts,
} from './scoring.js';
import type { Taste } from './taste.js';

/** A paper with what speaks for it. */
export interface Judgement {
  key: number;
  parts: PickParts;
  /** How near it is to each of the likes that were compared, see `blendedSimilarity`. */
  likeness: Float32Array;
}

export interface Evidence {
  /** Undefined where nothing is liked. */
  taste: Taste | undefined;
  /** Likes that each paper is compared with, of each interest the newest. */
  likes: readonly Like[];
  dislikes: readonly Like[];
  /** What the reader says of themselves, and topics they follow. */
  texts: readonly QuestionTarget[];
}

type Measured = 'tasteDense' | 'tasteLexical' | 'likesDense' | 'likesLexical' | 'about';

/** What random papers score: the measure of what the others score. */
export type ReferenceScores = Readonly<Record<Measured, Spread>>;

export interface MeasuredEvidence extends Evidence {
  referenceScores: ReferenceScores;
}

/** @param keys Random papers. */
export async function referenceScoresOf(views: Views, keys: readonly number[], evidence: Evidence): Promise<ReferenceScores> {
  const { taste, likes, texts } = evidence;
  const [learnt, said] = await Promise.all([taste && byLikes(views, keys, taste, likes, []), byTexts(views, keys, texts)]);
  return {
    tasteDense: spreadOf(learnt?.tasteDense ?? []),
    tasteLexical: spreadOf(learnt?.tasteLexical ?? []),
    likesDense: spreadOf(learnt?.likesDense ?? []),
    likesLexical: spreadOf(learnt?.likesLexical ?? []),
    about: spreadOf(said),
  };
}

/** Weighs papers. */
export async function weighPapers(views: Views, keys: readonly number[], evidence: MeasuredEvidence): Promise<Judgement[]> {
  const { taste, likes, dislikes, texts, referenceScores } = evidence;
  const share = texts.length === 0 ? 0 : aboutTextShare(taste ? likes.reduce((sum, { weight }) => sum + weight, 0) : 0);
  const [learnt, said] = await Promise.all([taste && byLikes(views, keys, taste, likes, dislikes), byTexts(views, keys, texts)]);
  const standard = (what: Measured, value: number | undefined) =>
    Number.isFinite(value) ? ((value as number) - referenceScores[what].mean) / referenceScores[what].deviation : 0;
  return keys.map((key, i) => ({
    key,
    likeness: learnt?.likeness(i) ?? new Float32Array(0),
    parts: {
      ...NO_PICK_PARTS,
      ...(learnt &&
        tasteParts(
          {
            tasteDense: standard('tasteDense', learnt.tasteDense[i]),
            tasteLexical: standard('tasteLexical', learnt.tasteLexical[i]),
            likesDense: standard('likesDense', learnt.likesDense[i]),
            likesLexical: standard('likesLexical', learnt.likesLexical[i]),
          },
          1 - share,
        )),
      about: aboutTextPart(standard('about', said[i]), share),
      disliked: learnt?.disliked(i) ?? 0,
    },
  }));
}

async function byLikes(
  { dense, lexical }: Views,
  keys: readonly number[],
  taste: Taste,
  likes: readonly Like[],
  dislikes: readonly Like[],
) {
  const judged = [...likes, ...dislikes].map(({ key }) => key);
  const [tasteDense, tasteLexical, near, shared] = await Promise.all([
    dense.similarities(taste.dense, keys),
    lexical.score(taste.lexical, keys),
    dense.pairwise(keys, judged),
    lexical.pairwise(keys, judged, LIKES_IDF_EXPONENT),
  ]);
  const weights = likes.map(({ weight }) => weight);
  const likesIn = (matrix: Float32Array, i: number) => matrix.subarray(i * judged.length, i * judged.length + likes.length);
  const dislikesIn = (matrix: Float32Array, i: number) => matrix.subarray(i * judged.length + likes.length, (i + 1) * judged.length);
  const likenessIn = (part: typeof likesIn, i: number) => {
    const lexical = part(shared, i);
    return part(near, i).map((similarity, column) => blendedSimilarity(similarity, lexical[column] as number));
  };
  const greatest = (values: Float32Array) => values.reduce((max, value) => Math.max(max, value), 0);
  return {
    tasteDense: tasteDense.map((value) => value ?? Number.NaN),
    tasteLexical,
    likesDense: keys.map((_, i) => nearestMean(likesIn(near, i))),
    likesLexical: keys.map((_, i) => quadraticMean(likesIn(shared, i), weights)),
    likeness: (i: number) => likenessIn(likesIn, i),
    disliked: (i: number) =>
      dislikes.length === 0 ? 0 : dislikedPart(greatest(likenessIn(likesIn, i)), greatest(likenessIn(dislikesIn, i))),
  };
}

/** Of each paper what the text says to which it answers best, as search would score it. */
async function byTexts(views: Views, keys: readonly number[], texts: readonly QuestionTarget[]): Promise<number[]> {
  const scores = await Promise.all(
    texts.map(async (target) => {
      const weights = questionWeights('hybrid', target.content);
      const scored = await scoresOf(views, target, 'hybrid', keys);
      return scored.map(({ dense, lexical }) => weights.dense * dense + weights.lexical * lexical);
    }),
  );
  return keys.map((_, i) => scores.reduce((max, each) => Math.max(max, each[i] as number), 0));
}
