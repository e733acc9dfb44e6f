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
  meaning: number;
  /** Words: for papers the cosine of their terms, for questions the share of the question's terms that the paper has, 0..1. */
  words: number;
}

/**
 * Two papers: the sum of cosines, words counting more. nDCG@10 on cites, co-cites and sections is
 * flat between 1.25 and 2 times.
 */
const WORDS_OF_PAPERS = 1.5;

/**
 * Pseudo-relevance feedback (Rocchio, 1971), in meaning only: what a paper is about is told better by
 * it and the best five answers together. Adds .1, .3 and .7 points to cites, co-cites and sections; in words
 * it adds nothing beyond.
 */
export const FEEDBACK = { papers: 5, share: 0.5 };

/**
 * A question: the share of its terms, each by how rare it is, that a paper has; so the question itself
 * decides how much its words can tell. nDCG@10 of 1, 2 and 3 times on claims (scifact) is 66.8, 70.0 and 70.2, on long questions
 * in plain English 83.3, 85.9 and 87.1, on openings of abstracts that ask for the same authors' other papers 18.4, 18.8
 * and 19.3. Standardised scores of the best 200 do as well (69.8, 87.1, 19.5 at half the weight for meaning), but such a score
 * changes with the filter and means nothing by itself. Feedback as between papers loses .1 to .9.
 */
const WORDS_OF_QUESTIONS = 3;

/** A paper that the question names stands before all that it describes: more than both views can give. */
export const KNOWN_ITEM = 4;

/** The weights of the two views between papers. */
export function likenessWeights(mode: Mode): ViewScores {
  return weightsOf(mode, WORDS_OF_PAPERS);
}

/** The weights of the two views for a question. */
export function questionWeights(mode: Mode): ViewScores {
  return weightsOf(mode, WORDS_OF_QUESTIONS);
}

function weightsOf(mode: Mode, words: number): ViewScores {
  return { meaning: mode === 'lexical' ? 0 : 1, words: mode === 'semantic' ? 0 : words };
}
