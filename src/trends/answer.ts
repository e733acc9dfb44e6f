import type { Paper } from '../paper/paper.js';
import type { TopicSummary } from '../topics/answer.js';
import type { Period } from './periods.js';

/** What is told of a trend. */
export interface Change {
  /** `unknown`: not tested, for too few papers or periods. */
  readonly direction: 'rising' | 'falling' | 'steady' | 'unknown';
  /** Its share of all papers in the recent window, by that in the window before; half a paper is added to both, so it is finite. */
  readonly ratio: number;
  /** The interval of the ratio, 95%, uncorrected. */
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** The p corrected for all that was tested together. */
  readonly q: number;
  /** Papers in each window. */
  readonly recent: number;
  readonly before: number;
  /** Where in the timeline it rose or fell: the one step that fits the windows best. Of what rises or falls only. */
  readonly since: number | undefined;
}

/** What doors tell of a change: without numbers where nothing was tested. */
export interface TrendChange {
  direction: Change['direction'];
  /** See {@link Change}; absent where the direction is `unknown`. */
  ratio?: number | undefined;
  low?: number | undefined;
  high?: number | undefined;
  p?: number | undefined;
  q?: number | undefined;
  recent: number;
  before: number;
  /** The month in which it began to rise or fall: `2025-03`. */
  since?: string | undefined;
}

/** The time that series are told in, and the whole that they are parts of. */
export interface TrendTimeline {
  period: Period;
  /** Oldest first: months as `2025-03`, weeks by their Monday. */
  periods: string[];
  /** Papers of each. */
  totals: number[];
  /** So many, from the first, are over and told in full. */
  complete: number;
  /** Papers that are in none of them. */
  undated: number;
  earlier: number;
  later: number;
}

/** A window of weeks: the Mondays of its first and last one. */
export interface TrendWindow {
  from: string;
  to: string;
  weeks: number;
}

/** The two windows that are compared; absent where there are too few weeks to compare any. */
export interface Compared {
  recent: TrendWindow;
  before: TrendWindow;
}

/** A time in which something had a much greater share than usual: its first and last period. */
export interface TrendBurst {
  from: string;
  to: string;
  weight: number;
  /** Whether it lasts. */
  isOpen: boolean;
}

export interface TopicTrend {
  topic: TopicSummary;
  change: TrendChange;
  /** Papers in each month of the timeline. */
  counts: number[];
  bursts: TrendBurst[];
}

interface TopicsAsked {
  timeline: TrendTimeline;
  compared?: Compared | undefined;
  /** How many were tested, and corrected together. */
  tested: number;
  /** When the topics were brought up to date, and whether papers have come or gone since: these are in no series. */
  updated: string;
  upToDate: boolean;
}

export interface TopicTrends extends TopicsAsked {
  trends: TopicTrend[];
  /** How many there are of that level, and in that direction. */
  total: number;
}

export interface TopicTrendView extends TopicsAsked, TopicTrend {
  /** Its earliest papers, oldest first. */
  first: Paper[];
  /** Early papers that are most like what it is now, the likeliest first. */
  defining: Paper[];
}

export interface TermTrend {
  /** As papers write it. */
  term: string;
  /** Other terms that most of the same papers have: one thing under several names. */
  also: string[];
  change: TrendChange;
  /** Papers in each week of the timeline. */
  counts: number[];
  /** How much more alike its papers are than others, -1..1. */
  topicality: number;
  /** A few of the latest papers that have it. */
  examples: { id: string; title: string }[];
}

export interface TermTrends {
  trends: TermTrend[];
  /** How many that change so are known: 200 at most are kept. */
  total: number;
  /** The topic within whose papers terms were counted. */
  topic?: TopicSummary | undefined;
  timeline: TrendTimeline;
  compared?: Compared | undefined;
  tested: number;
  /** When the terms were counted, and whether papers have come or gone since. */
  made: string;
  upToDate: boolean;
}
