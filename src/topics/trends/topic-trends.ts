import { setImmediate } from 'node:timers/promises';
import type { SavedTopic, SavedTopics, TopicLevel } from '../../stores/topic-store.js';
import type { WordsIndex } from '../../words/words-index.js';
import { TopicMembers } from '../members.js';
import type { Change } from './answer.js';
import { changesOfMany, type Windows, windowsOf } from './change.js';
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
}

/** A topic with its change, by the weeks, and its papers by month. */
export interface TopicInTime {
  topic: SavedTopic;
  keys: readonly number[];
  change: Change;
  counts: Uint32Array;
}

/** The whole is the papers that topics were found in: one that came later has no topic yet, and would make all of them fall. */
export async function topicTimes(words: Pick<WordsIndex, 'days'>, saved: SavedTopics): Promise<TopicTimes> {
  const { papers, timeline: weeks } = await timelineOfPapers(words, [...saved.numbers.keys], { period: 'week' });
  await setImmediate();
  const months = timelineOf(papers.days, { period: 'month' });
  return { saved, members: new TopicMembers(saved), papers, weeks, months, windows: windowsOf(weeks) };
}

/** The topics of a level, all tested together. */
export async function topicsInTime({ saved, members, papers, weeks, months }: TopicTimes, level: TopicLevel): Promise<TopicInTime[]> {
  const topics = saved.document.topics.filter((topic) => topic.level === level);
  const keysOf = keysByTopic(saved, members, level);
  await setImmediate();
  const keys = topics.map(({ id }) => keysOf.get(id) ?? []);
  const weekly = topicSeries(weeks, papers, keys);
  await setImmediate();
  const monthly = topicSeries(months, papers, keys);
  const changes = await changesOfMany(weeks, weekly);
  return topics.map((topic, i) => ({
    topic,
    keys: keys[i] as number[],
    change: changes[i] as Change,
    counts: monthly[i] as Uint32Array,
  }));
}

/**
 * The places of topics: those that rise or fall first, the most certain effect first, see `strongest`; then the others, the largest first.
 * With a direction those alone.
 */
export function inOrder(topics: readonly TopicInTime[], direction?: 'rising' | 'falling'): TopicInTime[] {
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
