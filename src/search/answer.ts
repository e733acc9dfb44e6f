import type { Paper } from '../paper/paper.js';
import type { Correction } from './spelling.js';

/** A paper in an answer, with what put it there. */
export interface ScoredPaper {
  paper: Paper;
  /** The sum of the parts; higher is better. */
  score: number;
  /**
   * The share of random pairs in this corpus that are less alike, 0..1 (see `calibration.ts`): what a score is
   * worth, whatever the corpus and mode. Absent until that has been measured, a few seconds after the first import.
   */
  percentile?: number;
  parts: ScoreParts;
  /** Ids of near-duplicates that stand behind this one: another version of the same text. */
  duplicates?: string[];
}

/** What a score is made of; a view that was not asked adds nothing. */
export interface ScoreParts {
  /** From the vectors: their cosine, -1..1. */
  dense: number;
  /** From the words: how much of them is shared, by how rare they are, times the weight of this view. */
  lexical: number;
  /** What being like the best answers adds: how much nearer the paper is when these count as seeds, too. */
  feedback: number;
  /** What a long question takes away from papers that are near to many of the others. */
  hubnessPenalty: number;
  /** More than all else where the question is the id, title, name or author of the paper. */
  named: number;
  /** What its age takes away, where newer ones are to come first. */
  freshness: number;
}

export const NO_PARTS: ScoreParts = { dense: 0, lexical: 0, feedback: 0, hubnessPenalty: 0, named: 0, freshness: 0 };

export interface Answer {
  /** Best first; ties by key, so that the same question gets the same answer. */
  results: ScoredPaper[];
  /** Give it as `cursor` for the next page; absent on the last. */
  next?: string;
  /** Words of the question that no paper has, and what was looked for instead. */
  corrections?: Correction[];
}

/** A paper's key and what its score is made of. */
export interface Ranked {
  key: number;
  parts: ScoreParts;
}

export function totalScore(parts: ScoreParts): number {
  return similarityOf(parts) + parts.named + parts.freshness;
}

/** What both views say, whatever the paper's age, and whether or not it was named. */
export function similarityOf({ dense, lexical, feedback, hubnessPenalty }: ScoreParts): number {
  return dense + lexical + feedback + hubnessPenalty;
}
