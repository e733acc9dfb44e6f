/** A figure with the interval that holds it in 95 of 100 drawings of as many questions. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** One measure of ours beside that of something simpler, on the same questions. */
export interface Comparison {
  measure: string;
  ours: Interval;
  baseline: string;
  theirs: Interval;
  /** Ours less theirs, of the same questions. */
  difference: Interval;
}

/** How a benchmark went. */
export interface Evaluation {
  name: string;
  /** What asks: papers and questions in words, or readers by what they like. */
  asks: 'questions' | 'readers';
  /** How many asked. */
  asked: number;
  /** How many could not be asked, since neither they nor anything relevant to them is here. */
  left: number;
  /** How many papers could be in an answer, and how many of the benchmark are not here. */
  papers: number;
  missing: number;
  comparisons: Comparison[];
  /** How unlike each other the first papers of a list are, 0..1, and the share of the papers that are in any list, 0..1. */
  diversity: number;
  coverage: number;
  /** False when it was interrupted: the figures are of what had been asked by then. */
  finished: boolean;
}

/** How a reader's own likes would have been foretold. */
export interface Replay {
  profile: string;
  /** Likes that were looked for, and those that are not among the papers here. */
  likes: number;
  missing: number;
  comparisons: Comparison[];
  /** Where each like stood, the oldest first. */
  places: Place[];
  finished: boolean;
}

export interface Place {
  paper: string;
  /** When it was liked. */
  at: string;
  /** From 1: the place in the list that was made from what came before. */
  ours: number;
  /** By name of a baseline. */
  theirs: Record<string, number>;
}
