import type { Paper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';

/** A paper in an answer, with what put it there. */
export interface ScoredPaper {
  paper: Paper;
  /** The sum of the parts; higher is better. */
  score: number;
  parts: Parts;
}

/** What a score is made of; a view that was not asked adds nothing. */
export interface Parts {
  /** From the vectors: their cosine, -1..1. */
  meaning: number;
  /** From the words: how much of them is shared, by how rare they are, times the weight of this view. */
  words: number;
  /** What being like the best answers adds: how much nearer the paper is when these count as seeds, too. */
  feedback: number;
}

export interface Answer {
  /** Best first; ties by id, so that the same question gets the same answer. */
  results: ScoredPaper[];
}

/** A paper's key and what its score is made of. */
export interface Ranked {
  key: number;
  parts: Parts;
}

export function scoreOf({ meaning, words, feedback }: Parts): number {
  return meaning + words + feedback;
}

/** The papers behind the best of what was ranked, `k` of them when there are as many. */
export async function answerOf(store: Pick<PaperStore, 'byKeys'>, ranked: readonly Ranked[], k: number): Promise<Answer> {
  const scored = ranked.map(({ key, parts }) => ({ key, parts, score: scoreOf(parts) })).sort((a, b) => b.score - a.score || a.key - b.key);
  // A few more than asked for: some may have been removed meanwhile, and equal scores are put in order of ids.
  const best = scored.slice(0, k + SPARE);
  const papers = await store.byKeys(best.map(({ key }) => key));
  const results = best.flatMap(({ parts, score }, i) => {
    const paper = papers[i]?.paper;
    return paper ? [{ paper, score, parts }] : [];
  });
  results.sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1));
  return { results: results.slice(0, k) };
}

const SPARE = 10;
