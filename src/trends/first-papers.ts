import { UNDATED } from '../lexical/lexical-index.js';

/** The papers of a topic, in one order. */
export interface DatedTopicPapers {
  readonly keys: readonly number[];
  /** Days since 1970-01-01. */
  readonly days: ArrayLike<number>;
  /** To the centre of the topic, cosines; best of its present papers, see {@link definingPapers}. */
  readonly similarities: ArrayLike<number>;
}

/** The least typical quarter of a topic is where strays are: an old paper among them began nothing. */
const STRAYS = 0.25;
/** So much of a topic is early. */
const EARLY = 0.1;
const LEAST_EARLY = 20;

interface Dated {
  key: number;
  day: number;
  similarity: number;
}

/** Keys of the earliest papers, oldest first, equal days by similarity; without dates and the least typical quarter. */
export function firstPapers(papers: DatedTopicPapers, count: number): number[] {
  return typicalInTime(papers)
    .slice(0, count)
    .map(({ key }) => key);
}

/**
 * Keys of the papers that defined a topic, best first: of its earliest tenth (20 papers at least, but never more than its earlier half) those most
 * like what the topic is now. What defines a topic was there before nearly all of it, and what came later is like it; a paper
 * that is early and unlike was a beginning that others did not follow, and one that is typical and late follows itself. So
 * similarities are best taken to the centre of the papers of the last year or so. Without citations this is a likelihood, not a proof.
 */
export function definingPapers(papers: DatedTopicPapers, count: number): number[] {
  const dated = typicalInTime(papers);
  const early = Math.min(Math.ceil(dated.length / 2), Math.max(LEAST_EARLY, Math.ceil(EARLY * dated.length)));
  return dated
    .slice(0, early)
    .sort((a, b) => b.similarity - a.similarity || a.day - b.day || a.key - b.key)
    .slice(0, count)
    .map(({ key }) => key);
}

/** Oldest first. */
function typicalInTime({ keys, days, similarities }: DatedTopicPapers): Dated[] {
  const all = keys.map((key, i) => ({ key, day: days[i] as number, similarity: similarities[i] as number }));
  const rising = Float64Array.from(all, ({ similarity }) => similarity).sort();
  const least = rising[Math.floor(STRAYS * all.length)] ?? 0;
  const typical = all.filter(({ day, similarity }) => day !== UNDATED && similarity >= least);
  return typical.sort((a, b) => a.day - b.day || b.similarity - a.similarity || a.key - b.key);
}
