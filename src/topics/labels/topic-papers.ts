/** A topic as its labeller sees it. */
export interface TopicPapers {
  /** Keys of its papers, the most typical first; at most some hundred are read. */
  keys: readonly number[];
  /** Where the topic above it is in the same list; undefined at the top. Topics with one parent are siblings. */
  parent?: number | undefined;
}

/** What a topic is called, and by which papers it is known. */
export interface TopicLabel {
  /** Up to three terms with commas between them; the title of its most typical paper where no term tells it, empty where it has no papers. */
  label: string;
  /** What tells it from the rest, the heaviest first. */
  terms: TopicTerm[];
  /** Keys of papers that are typical of it and unlike each other, the most typical first. */
  papers: number[];
}

interface TopicTerm {
  /** As its papers mostly write it. */
  text: string;
  /** The share of its core papers that have it, times the logarithm of how many times more that is than elsewhere: above 0. */
  weight: number;
}
