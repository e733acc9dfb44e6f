import { trendChart } from '../drawing/chart.js';
import { sparkline } from '../drawing/sparkline.js';
import type { Compared, TermTrends, TopicTrend, TopicTrends, TopicTrendView, TrendBurst, TrendTimeline } from '../trends/answer.js';
import { periodOf } from '../trends/periods.js';
import { trendSentence } from './trend.js';

/** Trends as pictures: the same on every door. Pure. */

export interface PictureOptions {
  /** Whether it becomes a part of a page, see `ChartOptions`. */
  readonly inPage?: boolean;
  readonly id?: string;
}

/** One topic over time, in its panel what is said of it. */
export function topicPicture(
  { topic, change, counts, bursts, timeline, compared }: TopicTrend & Pick<TopicTrendView, 'timeline' | 'compared'>,
  options: PictureOptions = {},
): string {
  const series = { name: topic.name, caption: trendSentence(change, describeBaseline(compared)), counts, bursts: placed(bursts, timeline) };
  return trendChart(timelineOf(timeline), [series], { title: `${topic.name} over time`, ...options });
}

/** Topics, each in a small panel. */
export function topicsPicture({ trends, timeline, compared }: TopicTrends, title: string, options: PictureOptions = {}): string {
  const series = trends.map(({ topic, change, counts, bursts }) => ({
    name: topic.name,
    caption: trendSentence(change, describeBaseline(compared)),
    counts,
    bursts: placed(bursts, timeline),
  }));
  return trendChart(timelineOf(timeline), series, { title, ...options });
}

export function termsPicture({ trends, timeline, compared }: TermTrends, title: string, options: PictureOptions = {}): string {
  const series = trends.map(({ term, change, counts }) => ({
    name: term,
    caption: trendSentence(change, describeBaseline(compared)),
    counts,
  }));
  return trendChart(timelineOf(timeline), series, { title, ...options });
}

/** The share of the last two complete years in block characters, 24 columns at most. */
export function trendLine(counts: readonly number[], { period, totals, complete }: TrendTimeline): string {
  const from = Math.max(0, complete - TWO_YEARS[period]);
  const shares = totals.slice(from, complete).map((total, i) => (total === 0 ? 0 : (counts[from + i] as number) / total));
  return sparkline(shares, LINE_COLUMNS);
}

const TWO_YEARS = { month: 24, week: 104 } as const;
export const LINE_COLUMNS = 24;

/** The window that a change is compared with, in words. */
export function describeBaseline(compared: Compared | undefined): string {
  const weeks = compared?.before.weeks ?? 0;
  return weeks === WEEKS_A_YEAR ? 'the year before' : `the ${weeks} weeks before`;
}

const WEEKS_A_YEAR = 52;

function placed(bursts: readonly TrendBurst[], { periods }: TrendTimeline) {
  return bursts.map(({ from, to, weight, isOpen }) => ({ begin: periods.indexOf(from), end: periods.indexOf(to), weight, isOpen }));
}

function timelineOf({ period, periods, totals, complete, undated, earlier, later }: TrendTimeline) {
  const first = periodOf(Date.parse(periods[0] ?? EPOCH) / DAY_MS, period);
  return { period, first, totals: Uint32Array.from(totals), complete, left: { undated, earlier, later } };
}

const EPOCH = '1970-01-01';
const DAY_MS = 86_400_000;
