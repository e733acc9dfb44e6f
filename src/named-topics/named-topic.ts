/** A topic that somebody has named. Whoever keeps it gives the papers by key, as the store has them. */
export interface NamedTopic {
  name: string;
  /** A sentence or two that say more. */
  description?: string | undefined;
  /** Keys of papers that say what is meant. */
  examples?: readonly number[] | undefined;
  /** Keys of papers that were marked as belonging to it, and as not. A paper that is both is the latter. */
  yes?: readonly number[] | undefined;
  no?: readonly number[] | undefined;
}

/** What makes a paper's score, in parts that add up. 0 is a paper like any other, 1 one that certainly is what the name says. */
export interface NamedParts {
  /** How near its meaning is to the name, the description and the examples. */
  name: number;
  /** Whether it has the words of the name; below 0 where it has none. */
  words: number;
  /** What was learnt from the surest papers, in both views. */
  learnt: number;
  /** Above 0 for what was marked as belonging, below 0 for what is like something that was marked as not. */
  feedback: number;
}

export interface NamedPaper {
  key: number;
  /** The sum of `parts`, above the threshold. */
  score: number;
  parts: NamedParts;
}

export interface NamedPapers {
  /** Papers that score more belong to the topic. Of this corpus and this name: another one has another. */
  threshold: number;
  /** The best first, ties by key. Empty where nothing matches the name. */
  papers: NamedPaper[];
  /** Papers that have the name as a phrase (or, where few do, all words of it). */
  literal: number;
}

export const NO_NAMED_PARTS: NamedParts = { name: 0, words: 0, learnt: 0, feedback: 0 };

export function namedScore({ name, words, learnt, feedback }: NamedParts): number {
  return name + words + learnt + feedback;
}
