import type { Paper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Correction } from './spelling.js';

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
  /** More than all else where the question is the id, title, name or author of the paper. */
  named: number;
}

export const NO_PARTS: Parts = { meaning: 0, words: 0, feedback: 0, named: 0 };

export interface Answer {
  /** Best first; ties by id, so that the same question gets the same answer. */
  results: ScoredPaper[];
  /** Words of the question that no paper has, and what was looked for instead. */
  corrections?: Correction[];
}

/** A paper's key and what its score is made of. */
export interface Ranked {
  key: number;
  parts: Parts;
}

/** What has to be true of a paper in an answer, beyond what the index could tell; undefined: nothing. */
export type Reading = ((paper: Paper) => boolean) | undefined;

/** Read at a time: a few more than asked for, since some may have been removed, and equal scores are put in order of ids. */
const SPARE = 10;

export function scoreOf({ meaning, words, feedback, named }: Parts): number {
  return meaning + words + feedback + named;
}

/** The papers behind the best of what was ranked, `k` of them when there are as many. */
export async function answerOf(store: Pick<PaperStore, 'byKeys'>, ranked: readonly Ranked[], k: number, holds?: Reading): Promise<Answer> {
  const best = ranked.map((each) => ({ ...each, score: scoreOf(each.parts) })).sort((a, b) => b.score - a.score || a.key - b.key);
  const results: ScoredPaper[] = [];
  for (let read = 0; results.length < k && read < best.length; read += k + SPARE) {
    const some = best.slice(read, read + k + SPARE);
    const papers = await store.byKeys(some.map(({ key }) => key));
    results.push(
      ...some.flatMap(({ parts, score }, i) => {
        const paper = papers[i]?.paper;
        return paper && (holds === undefined || holds(paper)) ? [{ paper, score, parts }] : [];
      }),
    );
  }
  results.sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1));
  return { results: results.slice(0, k) };
}
