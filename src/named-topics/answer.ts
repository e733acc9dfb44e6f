import type { Paper } from '../paper/paper.js';
import type { NamedParts } from './named-topic.js';

/** What is said of named topics. */

export interface NamedTopicSummary {
  id: string;
  name: string;
  description?: string;
  /** How many papers it has. */
  papers: number;
  /** Whether these are those of now; false where papers have come or gone since they were counted. */
  upToDate: boolean;
  created: string;
  changed: string;
}

export interface NamedTopicView extends NamedTopicSummary {
  examples: MarkedPaper[];
  /** What was judged, in the order in which it was: papers that belong, and that do not. */
  yes: MarkedPaper[];
  no: MarkedPaper[];
  /** Papers that score more belong to it. */
  threshold: number;
  /** How many papers have the name as a phrase (or, where few do, all words of it). */
  literal: number;
}

export interface MarkedPaper {
  id: string;
  /** Absent where the paper is not here. */
  title?: string;
}

/** A paper of a named topic: `score` is the sum of its `parts`, above the threshold of the topic. */
export interface NamedTopicPaper {
  paper: Paper;
  score: number;
  parts: NamedParts;
}
