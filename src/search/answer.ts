import type { Paper, StoredPaper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Neighbour } from '../vectors/vector-index.js';

/** A paper in an answer, with what put it there. */
export interface ScoredPaper {
  paper: Paper;
  /** The sum of the parts; higher is better. */
  score: number;
  parts: {
    /** Cosine of the papers' vectors, -1..1. */
    meaning: number;
  };
}

export interface Answer {
  /** Best first; ties by id, so that the same question gets the same answer. */
  results: ScoredPaper[];
}

/** The papers behind neighbours, but for those to leave out; `k` of them when there are as many. */
export async function answerOf(
  store: Pick<PaperStore, 'byKeys'>,
  neighbours: readonly Neighbour[],
  k: number,
  leaveOut: ReadonlySet<number> = new Set(),
): Promise<Answer> {
  const wanted = neighbours.filter(({ key }) => !leaveOut.has(key));
  const papers = await store.byKeys(wanted.map(({ key }) => key));
  const results = wanted.flatMap(({ similarity }, i) => scored(papers[i], similarity));
  // Equal similarities come in order of keys, which depends on the order of imports; ids do not.
  results.sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1));
  return { results: results.slice(0, k) };
}

function scored(stored: StoredPaper | undefined, similarity: number): ScoredPaper[] {
  return stored ? [{ paper: stored.paper, score: similarity, parts: { meaning: similarity } }] : [];
}
