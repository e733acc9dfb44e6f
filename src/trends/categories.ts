import { categoryFacet } from '../lexical/facets.js';
import type { LexicalIndex } from '../lexical/lexical-index.js';
import type { StoredPaper } from '../paper/paper.js';
import { countByPeriod, type Timeline } from './timeline.js';

/** What trends are measured within: kinds of papers, see `standardisedWhole`. */
export interface Strata {
  /** Of each paper its stratum. */
  of: Uint8Array;
  count: number;
}

/** What this share of the papers has is a stratum of its own. */
const LEAST_SHARE = 0.02;
const MOST_STRATA = 60;

/**
 * The stratum of each paper: the rarest of its common categories, or of its families of categories (`cs`, `quant-ph`); 0 where it has none of
 * these. By the index of facets, which has them in memory; the store would have to read every paper.
 * @param sample Some of the papers, which say what categories there are.
 */
export async function strataOf(
  lexical: Pick<LexicalIndex, 'select'>,
  keys: readonly number[],
  sample: readonly (StoredPaper | undefined)[],
  kind: 'category' | 'family',
): Promise<Strata> {
  const shares = new Map<string, number>();
  for (const stored of sample) {
    const categories = stored?.paper.categories ?? [];
    const names = kind === 'category' ? categories : categories.map((category) => `${category.split('.', 1)[0]}.*`);
    for (const name of new Set(names)) shares.set(name, (shares.get(name) ?? 0) + 1);
  }
  const common = [...shares].filter(([, papers]) => papers >= LEAST_SHARE * sample.length);
  const chosen = common.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_STRATA);
  const strata = new Uint8Array(keys.length);
  // From the commonest to the rarest, which has the last word.
  for (const [i, [name]] of chosen.entries()) {
    const papers = await lexical.select({ all: [[categoryFacet(name)]] });
    for (let at = 0; at < keys.length; at++) if (papers.has(keys[at] as number)) strata[at] = i + 1;
  }
  return { of: strata, count: chosen.length + 1 };
}

/** Of each stratum its papers in each period. */
export function strataSeries(timeline: Timeline, days: ArrayLike<number>, { of, count }: Strata): Uint32Array[] {
  const own: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < days.length; i++) own[of[i] as number]?.push(days[i] as number);
  return own.map((some) => countByPeriod(timeline, some));
}
