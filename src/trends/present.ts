import type { Change, Compared, TrendBurst, TrendChange, TrendTimeline, TrendWindow } from './answer.js';
import type { Burst } from './bursts.js';
import type { Windows } from './change.js';
import { nameAt, type Timeline } from './timeline.js';

/** What was worked out, as answers have it: names instead of places, plain arrays. Pure. */

/** A burst that explains its months less well than this is as likely a run of luck. In nats. */
const LEAST_WEIGHT = 10;
const MONTH = 'YYYY-MM'.length;

export function presentTimeline(timeline: Timeline): TrendTimeline {
  const { period, totals, complete, left } = timeline;
  const periods = Array.from(totals, (_, at) => nameAt(timeline, at));
  return { period, periods, totals: [...totals], complete, ...left };
}

/** @param timeline The weeks of its windows. */
export function presentChange({ since, ...change }: Change, timeline: Timeline): TrendChange {
  const { direction, recent, before } = change;
  if (direction === 'unknown') return { direction, recent, before };
  // A step is not known to the week.
  return { ...change, ...(since !== undefined && { since: nameAt(timeline, since).slice(0, MONTH) }) };
}

export function presentWindows({ from, split, to }: Windows, timeline: Timeline): Compared {
  const told = (first: number, end: number): TrendWindow => ({
    from: nameAt(timeline, first),
    to: nameAt(timeline, end - 1),
    weeks: end - first,
  });
  return { recent: told(split, to), before: told(from, split) };
}

export function presentBursts(bursts: readonly Burst[], timeline: Timeline): TrendBurst[] {
  return bursts
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .map(({ begin, end, weight, isOpen }) => ({ from: nameAt(timeline, begin), to: nameAt(timeline, end), weight, isOpen }));
}
