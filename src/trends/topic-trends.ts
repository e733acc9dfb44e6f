import { setImmediate } from 'node:timers/promises';
import type { LexicalIndex } from '../lexical/lexical-index.js';
import { sampleOf } from '../numeric/random.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { SavedTopic, SavedTopics, TopicLevel } from '../stores/topic-store.js';
import { TopicMembers } from '../topics/members.js';
import type { Change } from './answer.js';
import { type Burst, burstsOf } from './bursts.js';
import { type Strata, strataOf, strataSeries } from './categories.js';
import { changesOfMany, type Windows, windowsOf } from './change.js';
import { firstDayOf } from './periods.js';
import { standardisedWhole } from './standardised.js';
import { type Timeline, timelineOf } from './timeline.js';
import { type DatedKeys, timelineOfPapers, topicSeries } from './topic-series.js';

/** Papers of all topics in time. Tested by the week, which has more to tell how much a series varies by itself; shown by the month. */
export interface TopicTimes {
  saved: SavedTopics;
  members: TopicMembers;
  papers: DatedKeys;
  weeks: Timeline;
  months: Timeline;
  windows: Windows | undefined;
  strata: Strata;
  /** Of each key its place among the papers. */
  placeOf: ReadonlyMap<number, number>;
}

/** A topic with its change, by the weeks, and its papers by month. */
export interface TopicInTime {
  topic: SavedTopic;
  keys: readonly number[];
  change: Change;
  counts: Uint32Array;
}

/** The whole is the papers that topics were found in: one that came later has no topic yet, and would make all of them fall. */
export async function topicTimes(
  { lexical, store }: { lexical: Pick<LexicalIndex, 'days' | 'select'>; store: Pick<PaperStore, 'byKeys'> },
  saved: SavedTopics,
): Promise<TopicTimes> {
  const keys = [...saved.numbers.keys];
  const { papers, timeline: weeks } = await timelineOfPapers(lexical, keys, { period: 'week' });
  await setImmediate();
  const months = timelineOf(papers.days, { period: 'month' });
  // Families of categories, since a category is no wider than some topics.
  const strata = await strataOf(lexical, keys, await store.byKeys(sampleOf(keys, SAMPLE, SEED)), 'family');
  return {
    saved,
    members: new TopicMembers(saved),
    papers,
    weeks,
    months,
    windows: windowsOf(weeks),
    strata,
    placeOf: new Map(keys.map((key, i) => [key, i])),
  };
}

/** Papers that say what categories there are. */
const SAMPLE = 1_000;
const SEED = 1;

/** The topics of a level, all tested together. */
export async function topicsInTime(times: TopicTimes, level: TopicLevel): Promise<TopicInTime[]> {
  const { saved, members, papers, weeks, months } = times;
  const topics = saved.document.topics.filter((topic) => topic.level === level);
  const keysOf = keysByTopic(saved, members, level);
  await setImmediate();
  const keys = topics.map(({ id }) => keysOf.get(id) ?? []);
  const weekly = topicSeries(weeks, papers, keys);
  await setImmediate();
  const monthly = topicSeries(months, papers, keys);
  const changes = await changesOfMany(weeks, weekly, { wholeOf: wholesOf(times, keys) });
  return topics.map((topic, i) => ({
    topic,
    keys: keys[i] as number[],
    change: changes[i] as Change,
    counts: monthly[i] as Uint32Array,
  }));
}

/** Of each topic what its families of categories would let expect of it within windows, see `standardisedWhole`. */
function wholesOf(times: TopicTimes, topics: readonly (readonly number[])[]): (row: number) => ArrayLike<number> {
  const { weeks, windows, papers, strata } = times;
  if (!windows) return () => weeks.totals;
  const all = strataSeries(weeks, papers.days, strata);
  const ownOf = strataWithin(times, weeks, windows);
  return (row) => standardisedWhole(all, ownOf(topics[row] ?? []), windows);
}

/** Bursts by the month, they too measured within families: papers of a science that came in all at once make none. */
export function burstsOfTopics(times: TopicTimes): (topic: TopicInTime) => Burst[] {
  const { months, papers, strata } = times;
  const windows = { from: 0, split: 0, to: months.complete };
  const all = strataSeries(months, papers.days, strata);
  const ownOf = strataWithin(times, months, windows);
  const total = months.totals.subarray(0, months.complete).reduce((sum, n) => sum + n, 0);
  return ({ keys, counts }) => {
    const own = ownOf(keys);
    const expected = standardisedWhole(all, own, windows);
    const scale =
      total /
      Math.max(
        1,
        own.reduce((sum, n) => sum + n, 0),
      );
    const totals = Uint32Array.from(expected, (papersOf, at) => Math.max(counts[at] as number, Math.round(papersOf * scale)));
    return burstsOf({ totals, complete: months.complete }, counts);
  };
}

/** Of a topic the papers of each stratum within windows. */
function strataWithin(
  { papers, strata, placeOf }: TopicTimes,
  { period, first }: Timeline,
  { from, to }: Windows,
): (keys: readonly number[]) => number[] {
  const [begin, end] = [firstDayOf(first + from, period), firstDayOf(first + to, period)];
  return (keys) => {
    const own = new Array<number>(strata.count).fill(0);
    for (const key of keys) {
      const place = placeOf.get(key) as number;
      const day = papers.days[place] as number;
      const stratum = strata.of[place] as number;
      if (day >= begin && day < end) own[stratum] = (own[stratum] as number) + 1;
    }
    return own;
  };
}

/**
 * The topics in order: those that rise or fall first, the most certain effect first, see `strongest`; then the others, the largest first.
 * With a direction those alone.
 */
export function sortTrends(topics: readonly TopicInTime[], direction?: 'rising' | 'falling'): TopicInTime[] {
  const wanted = topics.filter(({ change }) => direction === undefined || change.direction === direction);
  return wanted.sort(
    (a, b) => effectOf(b.change) - effectOf(a.change) || b.topic.papers - a.topic.papers || (a.topic.id < b.topic.id ? -1 : 1),
  );
}

/** By the end of the interval that is nearer to no change; 0 of what neither rises nor falls. */
function effectOf({ direction, low, high }: Change): number {
  if (direction === 'rising') return Math.log(low);
  return direction === 'falling' ? -Math.log(high) : 0;
}

/** In one pass over the papers, outliers left out. */
function keysByTopic({ numbers, document }: SavedTopics, members: TopicMembers, level: TopicLevel): Map<string, number[]> {
  const keys = new Map<string, number[]>();
  const ofCell: number[][] = [];
  for (let i = 0; i < numbers.keys.length; i++) {
    if ((numbers.similarities[i] as number) < document.threshold) continue;
    const cell = numbers.cells[i] as number;
    let list = ofCell[cell];
    if (!list) {
      const id = members.pathOf(cell).find((topic) => topic.level === level)?.id ?? '';
      list = keys.get(id) ?? [];
      keys.set(id, list);
      ofCell[cell] = list;
    }
    list.push(numbers.keys[i] as number);
  }
  return keys;
}
