import type { LexicalIndex } from '../lexical/lexical-index.js';
import { countByPeriod, type Timeline, type TimelineOptions, timelineOf } from './timeline.js';

/** Papers with their days, in one order. */
export interface DatedKeys {
  readonly keys: readonly number[];
  readonly days: ArrayLike<number>;
}

/** The days of papers, and the timeline of all of them. */
export async function timelineOfPapers(
  lexical: Pick<LexicalIndex, 'days'>,
  keys: readonly number[],
  options?: TimelineOptions,
): Promise<{ papers: DatedKeys; timeline: Timeline }> {
  const days = Int32Array.from(await lexical.days(keys));
  return { papers: { keys, days }, timeline: timelineOf(days, options) };
}

/**
 * How many papers of each topic are in each period, a row a topic.
 * @param topics Of each the keys of its papers; a paper may be in several.
 */
export function topicSeries(timeline: Timeline, { keys, days }: DatedKeys, topics: readonly (readonly number[])[]): Uint32Array[] {
  const dayOf = new Map<number, number>();
  keys.forEach((key, i) => {
    dayOf.set(key, days[i] as number);
  });
  return topics.map((members) => {
    const known = members.map((key) => dayOf.get(key)).filter((day) => day !== undefined);
    return countByPeriod(timeline, known);
  });
}
