import type { LexicalIndex } from '../../lexical/lexical-index.js';
import { type Shares, sharedBy, sharesOf, sumOf } from './shares.js';
import type { TopicPapers } from './topic-papers.js';

/** How much each term tells a topic, by number of term: the heaviest first, all above 0. */
export type Weights = ReadonlyMap<number, number>;

/** Papers whose terms are counted: more change no label. */
const CORE = 150;
/** Of a topic so many terms are weighed: a label has three. */
const WEIGHED = 300;
/** How much of the background is the siblings'; the rest is the whole corpus's. */
const OF_SIBLINGS = 0.5;

/**
 * Class-based TF-IDF over the terms of topics: the share of a topic's core papers that have a term, times the
 * logarithm of how many times more that is than in the background, which is half the whole corpus and half the
 * siblings. So what is spread evenly (boilerplate, whatever its words) weighs nothing, and what siblings share
 * little. A topic with topics below it has what those share.
 *
 * The idea is c-TF-IDF's (Grootendorst, 2022). Shares of papers stand for counts of words: one paper that
 * repeats itself does not name a topic.
 *
 * @param onTopic Is called after each topic that has been counted.
 */
export async function weighTerms(
  lexical: Pick<LexicalIndex, 'vectors'>,
  topics: readonly TopicPapers[],
  onTopic: (counted: number) => void = () => {},
): Promise<Weights[]> {
  const corpus = new Map<number, number>();
  const own: Shares[] = [];
  for (const { keys } of topics) {
    own.push(await sharesOf(lexical, keys.slice(0, CORE), corpus));
    onTopic(own.length);
  }
  const families = familiesOf(topics);
  const shares = own.map((_, topic) => gathered(topic, own, families));
  const weights: Weights[] = [];
  for (const siblings of families.values()) {
    const sums = sumOf(
      siblings.map((topic) => shares[topic] as Shares),
      (share) => share,
    );
    for (const topic of siblings) weights[topic] = weightsOf(shares[topic] as Shares, corpus, sums, siblings.length);
  }
  return weights;
}

/** Siblings by their parent. */
export function familiesOf(topics: readonly TopicPapers[]): Map<number | undefined, number[]> {
  const families = new Map<number | undefined, number[]>();
  topics.forEach(({ parent }, topic) => {
    const siblings = families.get(parent);
    if (siblings) siblings.push(topic);
    else families.set(parent, [topic]);
  });
  return families;
}

function gathered(topic: number, own: readonly Shares[], families: ReadonlyMap<number | undefined, readonly number[]>): Shares {
  const below = families.get(topic);
  return below && below.length > 1 ? sharedBy(below.map((child) => gathered(child, own, families))) : (own[topic] as Shares);
}

/** @param sums Of the shares of all siblings, the topic itself included. */
function weightsOf(shares: Shares, corpus: Shares, sums: Shares, siblings: number): Weights {
  const weights: [id: number, weight: number][] = [];
  for (const [id, share] of shares) {
    const everywhere = corpus.get(id) ?? 0;
    const beside = siblings < 2 ? everywhere : ((sums.get(id) ?? 0) - share) / (siblings - 1);
    const weight = share * Math.log(share / (OF_SIBLINGS * beside + (1 - OF_SIBLINGS) * everywhere));
    if (weight > 0) weights.push([id, weight]);
  }
  // Ties by number of term, so that the same papers give the same label.
  return new Map(weights.sort(([a, x], [b, y]) => y - x || a - b).slice(0, WEIGHED));
}
