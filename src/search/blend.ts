import type { Mode } from './query.js';

/**
 * How the two views are added up. Pure, with every constant of it in one place; where they come
 * from is in docs/figures.md.
 */

/** Raised when a score changes its scale: what was measured with another number is measured anew. */
export const BLEND_VERSION = 1;

/** What a paper scores in each view. */
export interface ViewScores {
  /** Cosine of the vectors, -1..1. */
  dense: number;
  /** Words: for papers the cosine of their terms, for questions the share of the question's terms that the paper has, about 0..1. */
  lexical: number;
}

/**
 * Two papers: the sum of cosines, words counting more. nDCG@10 on cites, co-cites and sections is
 * flat between 1.25 and 2 times.
 */
const WORDS_OF_PAPERS = 1.5;

/**
 * Pseudo-relevance feedback (Rocchio, 1971), in meaning only: what a paper is about is told better by
 * it and the best five answers together. Adds .1, .3 and .6 points to cites, co-cites and sections; in words
 * it adds nothing beyond.
 */
export const FEEDBACK = { papers: 5, share: 0.5 };

/**
 * A question decides by itself how much its words can tell: the more there is in it, and the rarer, the more they
 * count beside meaning. `content` is the sum of the idf of its terms that papers have, 112 for two plain sentences.
 *
 * A paper's words are the share of the question's terms that it has, each by idf^1.5 and soon saturated (k1 = 1): a single
 * occurrence of a rare term tells more than many of a common one. Both were chosen on one half of the questions and
 * confirmed on the other (docs/figures.md). nDCG@10 of this, of the same at a fixed weight and idf^1 as before, and of words alone, by a
 * prototype: long questions in plain English 89.3, 87.1, 85.2; openings of abstracts 20.8, 19.4, 17.9; claims (scifact) 70.3, 70.2, 69.0.
 * Feedback, as between papers, loses .1 to .9.
 */
const QUESTION = { weight: 2, content: 40, idfExponent: 1.5, k1: 1 as const };

/** By words alone plain BM25 is better: sharpened it loses 1.4 points on long questions. The weight only sets the scale. */
const BY_WORDS_ALONE = { weight: 3, idfExponent: 1, k1: 2 as const };

/**
 * A long question lies near many papers, and nearest to those that lie near everything (hubs). So of its candidates each loses
 * by how near it is to the others: the mean of its 20 greatest cosines to them, as in CSLS (Conneau et al., 2018). Adds 1.5 points to long
 * questions, 1 to openings; short questions lose by it (1 point), so it begins at 15 words and is whole from 30.
 */
export const HUBNESS_PENALTY = { weight: 0.7, papers: 20, from: 15, whole: 30 };

/** A paper that the question names stands before all that it describes: more than both views can give. */
export const KNOWN_ITEM = 10;

/** How a question's words are compared: the exponent of idf, and k1. */
export function questionForm(mode: Mode): { idfExponent: number; k1: 1 | 2 } {
  return mode === 'lexical' ? BY_WORDS_ALONE : QUESTION;
}

/** The weights of the two views for a question. @param content The sum of the idf of its terms. */
export function questionWeights(mode: Mode, content: number): ViewScores {
  if (mode === 'lexical') return weightsOf(mode, BY_WORDS_ALONE.weight);
  return weightsOf(mode, QUESTION.weight * Math.sqrt(content / QUESTION.content));
}

/** How much of {@link HUBNESS_PENALTY} counts, 0..1. @param words How many words the question has, common ones included. */
export function hubnessPenaltyShare(mode: Mode, lexical: number): number {
  if (mode !== 'hybrid') return 0;
  return Math.min(1, Math.max(0, (lexical - HUBNESS_PENALTY.from) / (HUBNESS_PENALTY.whole - HUBNESS_PENALTY.from)));
}

/** The weights of the two views between papers. */
export function likenessWeights(mode: Mode): ViewScores {
  return weightsOf(mode, WORDS_OF_PAPERS);
}

function weightsOf(mode: Mode, lexical: number): ViewScores {
  return { dense: mode === 'lexical' ? 0 : 1, lexical: mode === 'dense' ? 0 : lexical };
}
