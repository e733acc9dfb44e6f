import type { LexicalIndex } from '../../lexical/lexical-index.js';
import { isKind } from '../../lexical/term-id.js';

/** The share of papers that have each term, 0..1, by number of term. */
export type Shares = ReadonlyMap<number, number>;

/** What fewer core papers have says nothing of a topic. */
const LEAST_SHARE = 0.03;
const LEAST_PAPERS = 2;

/**
 * Which terms papers have; those of a few papers of many are left out, so that 300 topics fit in memory.
 * @param corpus Takes the share of all papers that have each of these terms.
 */
export async function sharesOf(
  lexical: Pick<LexicalIndex, 'vectors'>,
  keys: readonly number[],
  corpus: Map<number, number>,
): Promise<Shares> {
  const { starts, ids, idf } = await lexical.vectors(keys);
  const counts = new Map<number, number>();
  const idfs = new Map<number, number>();
  ids.forEach((id, at) => {
    counts.set(id, (counts.get(id) ?? 0) + 1);
    idfs.set(id, idf[at] as number);
  });
  const papers = keys.filter((_, i) => (starts[i + 1] as number) > (starts[i] as number)).length;
  const least = papers <= LEAST_PAPERS ? 1 : Math.max(LEAST_PAPERS, LEAST_SHARE * papers);
  const shares = new Map<number, number>();
  for (const [id, count] of counts) {
    if (count < least || isKind(id, 'facet')) continue;
    shares.set(id, count / papers);
    // The idf is ln((N + 1) / (n + .5)), so this is n of N, and never quite 0.
    corpus.set(id, Math.exp(-(idfs.get(id) ?? 0)));
  }
  return shares;
}

/**
 * What several topics have in common: the power mean of exponent 1/2 of their shares, which is the mean
 * where all have a term alike, and a quarter of it where one of four has it alone.
 */
export function sharedBy(topics: readonly Shares[]): Shares {
  const roots = sumOf(topics, Math.sqrt);
  return new Map([...roots].map(([id, sum]) => [id, (sum / topics.length) ** 2]));
}

/** The sum over topics of a function of each term's share. */
export function sumOf(topics: readonly Shares[], of: (share: number) => number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const shares of topics) for (const [id, share] of shares) sums.set(id, (sums.get(id) ?? 0) + of(share));
  return sums;
}
