import type { StoredPaper } from '../../paper/paper.js';
import { categoryFacet } from '../../words/facets.js';
import type { WordsIndex } from '../../words/words-index.js';

/** A category that this share of the papers has is a stratum of its own: a rarer one would be no wider than a topic. */
const LEAST_SHARE = 0.02;
const MOST_CATEGORIES = 60;

/**
 * The stratum of each paper, for `standardisedWhole`: the rarest of its common categories, 0 where it has none of these. By the index of
 * facets, which has them in memory; the store would have to read every paper.
 * @param sample Some of the papers, which say what categories there are.
 */
export async function categoriesOf(
  words: Pick<WordsIndex, 'select'>,
  keys: readonly number[],
  sample: readonly (StoredPaper | undefined)[],
): Promise<{ strata: Uint8Array; count: number }> {
  const shares = new Map<string, number>();
  for (const stored of sample)
    for (const category of new Set(stored?.paper.categories)) shares.set(category, (shares.get(category) ?? 0) + 1);
  const common = [...shares]
    .filter(([, papers]) => papers >= LEAST_SHARE * sample.length)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const strata = new Uint8Array(keys.length);
  const chosen = common.slice(0, MOST_CATEGORIES);
  // From the commonest to the rarest, which has the last word.
  for (const [i, [category]] of chosen.entries()) {
    const papers = await words.select({ all: [[categoryFacet(category)]] });
    for (let at = 0; at < keys.length; at++) if (papers.has(keys[at] as number)) strata[at] = i + 1;
  }
  return { strata, count: chosen.length + 1 };
}
