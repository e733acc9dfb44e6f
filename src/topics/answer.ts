import { z } from 'zod';
import { errorSchema } from '../input/error-schema.js';
import { paperSchema } from '../paper/paper.js';
import { TOPIC_LEVELS, topicChangeSchema } from '../stores/topic-store.js';

/** What is said of topics. */

export const topicSummarySchema = z.strictObject({
  id: z.string(),
  level: z.enum(TOPIC_LEVELS),
  /** Id of the topic above it; fields have none. */
  parent: z.string().exactOptional(),
  /** As a person called it, else by its terms. */
  name: z.string(),
  /** How many papers it has. */
  papers: z.number(),
  terms: z.array(z.string()),
});
export type TopicSummary = z.output<typeof topicSummarySchema>;

export const topicListAnswerSchema = z.strictObject({
  topics: z.array(topicSummarySchema),
  /** How many there are of that level, and under that parent. */
  total: z.number(),
  /** When they were brought up to date, and whether papers have come or gone since. */
  updated: z.string(),
  upToDate: z.boolean(),
  /** Papers that have a topic, and those that are too far from all. */
  papers: z.number(),
  outliers: z.number(),
});
export type TopicList = z.output<typeof topicListAnswerSchema>;

export const topicViewSchema = topicSummarySchema.extend({
  /** The terms that make its label, with their weights. */
  label: z.string(),
  weights: z.array(z.strictObject({ text: z.string(), weight: z.number() })),
  born: z.string(),
  above: z.array(topicSummarySchema),
  below: z.array(topicSummarySchema),
  /** Typical papers that are unlike each other. */
  representatives: z.array(paperSchema),
});
export type TopicView = z.output<typeof topicViewSchema>;

/** A paper of a topic: how similar it is to the centroid of its subtopic, -1..1. */
export const topicPaperSchema = z.strictObject({
  paper: paperSchema,
  similarity: z.number(),
});
export type TopicPaper = z.output<typeof topicPaperSchema>;

/** A topic of a paper, and how much of it, 0..1: the shares of the topics of one level add up to 1 or less. */
export const membershipSchema = z.strictObject({
  topic: topicSummarySchema,
  share: z.number(),
});
export type Membership = z.output<typeof membershipSchema>;

export const topicUpdateSchema = z.strictObject({
  fields: z.number(),
  topics: z.number(),
  subtopics: z.number(),
  papers: z.number(),
  outliers: z.number(),
  /** What happened to topics of before. */
  changes: z.array(topicChangeSchema),
  /** Share of the papers of before that are in the topic in which they were, 0..1; 1 where there were none. */
  kept: z.number(),
});
export type TopicUpdate = z.output<typeof topicUpdateSchema>;

/** An update in the background: how far it is, or how the last one ended. */
export const topicUpdatingSchema = z.strictObject({
  running: z.boolean(),
  begun: z.string().exactOptional(),
  ended: z.string().exactOptional(),
  /** Papers are read, and then grouped in rounds: how many of them are done. */
  phase: z.enum(['reading', 'grouping']).exactOptional(),
  done: z.number().exactOptional(),
  total: z.number().exactOptional(),
  /** What came of it, or why nothing did. */
  update: topicUpdateSchema.exactOptional(),
  error: errorSchema.exactOptional(),
});
export type TopicUpdating = z.output<typeof topicUpdatingSchema>;
