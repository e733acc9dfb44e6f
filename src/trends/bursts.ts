import type { Timeline } from './timeline.js';

export interface BurstOptions {
  /** In a burst the share is so many times the usual one. Default 2. */
  readonly scaling?: number;
  /** What it costs to begin one, in ln(number of periods): the more, the fewer short ones. Default 1. */
  readonly cost?: number;
}

/** A time in which something has a much greater share than usual. */
export interface Burst {
  /** Places in the timeline: its first period, and its last. */
  readonly begin: number;
  readonly end: number;
  /** How much better the burst explains its periods than the usual share does, in nats: above 0, the greater the stronger. */
  readonly weight: number;
  /** Whether it reaches to the last complete period. */
  readonly isOpen: boolean;
}

/** A share has to stay one. */
const MOST = 0.9999;

/**
 * Bursts of a series: the two-state automaton of Kleinberg (Bursty and hierarchical structure in streams, 2002), in its form for
 * batched arrivals. Of the `d` papers of a period `r` are relevant; in the usual state each is so with the share of the whole
 * series, in a burst with `scaling` times that. The cheapest course of states is found by Viterbi's algorithm, where a period
 * costs −ln of the binomial likelihood and the way up costs `cost` · ln n. Only complete periods are looked at.
 * @param counts Papers in each period of the timeline.
 */
export function burstsOf(
  { totals, complete }: Pick<Timeline, 'totals' | 'complete'>,
  counts: ArrayLike<number>,
  options: BurstOptions = {},
): Burst[] {
  const { scaling = 2, cost = 1 } = options;
  const [relevant, all] = sums(totals, counts, complete);
  if (relevant === 0 || relevant === all) return [];
  const usual = relevant / all;
  const raised = Math.min(MOST, usual * scaling);
  const up = cost * Math.log(complete);
  const usualCosts: number[] = [];
  const raisedCosts: number[] = [];
  // Whether the cheapest way to each state of each period comes from a burst.
  const fromRaised: [usual: boolean, raised: boolean][] = [];
  let [down, high] = [0, up];
  for (let at = 0; at < complete; at++) {
    const [r, d] = [counts[at] as number, totals[at] as number];
    usualCosts.push(binomialCost(r, d, usual));
    raisedCosts.push(binomialCost(r, d, raised));
    fromRaised.push([high < down, high < down + up]);
    [down, high] = [Math.min(down, high) + (usualCosts[at] as number), Math.min(high, down + up) + (raisedCosts[at] as number)];
  }
  const states: boolean[] = [];
  let isRaised = high < down;
  for (let at = complete - 1; at >= 0; at--) {
    states[at] = isRaised;
    const [toUsual, toRaised] = fromRaised[at] as [boolean, boolean];
    isRaised = isRaised ? toRaised : toUsual;
  }
  const gains = usualCosts.map((usualCost, at) => usualCost - (raisedCosts[at] as number));
  return runsOf(states).map(({ begin, end }) => ({
    begin,
    end,
    weight: gains.slice(begin, end + 1).reduce((sum, gain) => sum + gain, 0),
    isOpen: end === complete - 1,
  }));
}

function sums(totals: Uint32Array, counts: ArrayLike<number>, complete: number): [relevant: number, all: number] {
  let [relevant, all] = [0, 0];
  for (let at = 0; at < complete; at++) {
    relevant += counts[at] as number;
    all += totals[at] as number;
  }
  return [relevant, all];
}

/** −ln of the chance of `r` among `d`, each with this share; without the number of ways, which is the same in both states. */
function binomialCost(r: number, d: number, share: number): number {
  return -(r * Math.log(share) + (d - r) * Math.log1p(-share));
}

function runsOf(states: readonly boolean[]): { begin: number; end: number }[] {
  const runs: { begin: number; end: number }[] = [];
  states.forEach((isRaised, at) => {
    const last = runs.at(-1);
    if (!isRaised) return;
    if (last?.end === at - 1) last.end = at;
    else runs.push({ begin: at, end: at });
  });
  return runs;
}
