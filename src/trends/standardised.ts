import type { Windows } from './change.js';

/**
 * How many papers of a topic each period of the windows would have if its share of every stratum (category, source) had stayed what it is in the two
 * windows together: indirect standardisation, as epidemiologists compare places of different ages. What a corpus is made of changes with
 * what was imported; a topic of a category that came in for half a year alone would rise and fall with it. As the whole of that topic this
 * leaves what changed within the strata. Strata should be coarser than topics, or all change is explained away. Pure.
 * @param strata Of each its papers in each period of the timeline; a paper is in one of them.
 * @param own Of each stratum how many papers of the topic it has within the windows.
 */
export function standardisedWhole(strata: readonly ArrayLike<number>[], own: readonly number[], { from, to }: Windows): Float64Array {
  const whole = new Float64Array(strata[0]?.length ?? 0);
  for (const [i, papers] of strata.entries()) {
    let all = 0;
    for (let at = from; at < to; at++) all += papers[at] as number;
    if (all === 0) continue;
    const share = (own[i] as number) / all;
    for (let at = from; at < to; at++) whole[at] = (whole[at] as number) + share * (papers[at] as number);
  }
  return whole;
}
