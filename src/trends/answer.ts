import { z } from 'zod';
import { paperSchema } from '../paper/paper.js';
import { topicSummarySchema } from '../topics/answer.js';
import { PERIODS } from './periods.js';
import { DIRECTIONS } from './query.js';

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
const trendChangeSchema = z.strictObject({
  direction: z.enum([...DIRECTIONS, 'steady', 'unknown']),
  /** See {@link Change}; absent where the direction is `unknown`. */
  ratio: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  p: z.number().optional(),
  q: z.number().optional(),
  recent: z.number(),
  before: z.number(),
  /** The month in which it began to rise or fall: `2025-03`. */
  since: z.string().optional(),
});
export type TrendChange = z.output<typeof trendChangeSchema>;

/** The time that series are told in, and the whole that they are parts of. */
const trendTimelineSchema = z.strictObject({
  period: z.enum(PERIODS),
  /** Oldest first: months as `2025-03`, weeks by their Monday. */
  periods: z.array(z.string()),
  /** Papers of each. */
  totals: z.array(z.number()),
  /** So many, from the first, are over and told in full. */
  complete: z.number(),
  /** Papers that are in none of them. */
  undated: z.number(),
  earlier: z.number(),
  later: z.number(),
});
export type TrendTimeline = z.output<typeof trendTimelineSchema>;

/** A window of weeks: the Mondays of its first and last one. */
const trendWindowSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  weeks: z.number(),
});
export type TrendWindow = z.output<typeof trendWindowSchema>;

/** The two windows that are compared; absent where there are too few weeks to compare any. */
const comparedSchema = z.strictObject({
  recent: trendWindowSchema,
  before: trendWindowSchema,
});
export type Compared = z.output<typeof comparedSchema>;

/** A time in which something had a much greater share than usual: its first and last period. */
const trendBurstSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  weight: z.number(),
  /** Whether it lasts. */
  isOpen: z.boolean(),
});
export type TrendBurst = z.output<typeof trendBurstSchema>;

const topicTrendSchema = z.strictObject({
  topic: topicSummarySchema,
  change: trendChangeSchema,
  /** Papers in each month of the timeline. */
  counts: z.array(z.number()),
  bursts: z.array(trendBurstSchema),
});
export type TopicTrend = z.output<typeof topicTrendSchema>;

const topicsAskedSchema = z.strictObject({
  timeline: trendTimelineSchema,
  compared: comparedSchema.optional(),
  /** How many were tested, and corrected together. */
  tested: z.number(),
  /** When the topics were brought up to date, and whether papers have come or gone since: these are in no series. */
  updated: z.string(),
  upToDate: z.boolean(),
});

export const topicTrendsAnswerSchema = topicsAskedSchema.extend({
  trends: z.array(topicTrendSchema),
  /** How many there are of that level, and in that direction. */
  total: z.number(),
});
export type TopicTrends = z.output<typeof topicTrendsAnswerSchema>;

export const topicTrendViewSchema = z.strictObject({
  ...topicsAskedSchema.shape,
  ...topicTrendSchema.shape,
  /** Its earliest papers, oldest first. */
  first: z.array(paperSchema),
  /** Early papers that are most like what it is now, the likeliest first. */
  defining: z.array(paperSchema),
});
export type TopicTrendView = z.output<typeof topicTrendViewSchema>;

const termTrendSchema = z.strictObject({
  /** As papers write it. */
  term: z.string(),
  /** Other terms that most of the same papers have: one thing under several names. */
  also: z.array(z.string()),
  change: trendChangeSchema,
  /** Papers in each week of the timeline. */
  counts: z.array(z.number()),
  /** How much more alike its papers are than others, -1..1. */
  topicality: z.number(),
  /** A few of the latest papers that have it. */
  examples: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});
export type TermTrend = z.output<typeof termTrendSchema>;

export const termTrendsAnswerSchema = z.strictObject({
  trends: z.array(termTrendSchema),
  /** How many that change so are known: 200 at most are kept. */
  total: z.number(),
  /** The topic within whose papers terms were counted. */
  topic: topicSummarySchema.optional(),
  timeline: trendTimelineSchema,
  compared: comparedSchema.optional(),
  tested: z.number(),
  /** When the terms were counted, and whether papers have come or gone since. */
  made: z.string(),
  upToDate: z.boolean(),
});
export type TermTrends = z.output<typeof termTrendsAnswerSchema>;
