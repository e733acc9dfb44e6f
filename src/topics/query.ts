import { z } from 'zod';
import { plainName } from '../paper/plain-text.js';
import { profileNameSchema } from '../profile/profile.js';
import { TOPIC_LEVELS } from '../stores/topic-store.js';

/** What may be asked of topics: one schema a verb, for every door. */

const MOST_TOPICS = 300;
const MAX_OUTLIERS = 0.5;
const MAX_PAGE = 1_000;

export const topicIdSchema = z.string().trim().min(1).max(200).describe('id of a topic, or its name');

export const updateTopicsSchema = z.strictObject({
  topics: z.int().min(1).max(MOST_TOPICS).optional().describe(`how many topics, 1 to ${MOST_TOPICS}; by default as many as the papers say`),
  outliers: z.number().min(0).max(MAX_OUTLIERS).optional().describe('share of the papers that may be in no topic, 0 to .5; by default .1'),
  anew: z.boolean().default(false).describe('from nothing, instead of going on from the topics that there are'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .optional()
    .describe('the same seed and papers give the same topics'),
});

export const topicListSchema = z.strictObject({
  level: z.enum(TOPIC_LEVELS).default('topic').describe('wide fields, topics, or their subtopics'),
  parent: topicIdSchema.optional().describe('only those within this one'),
  limit: z.int().min(1).max(MAX_PAGE).default(100).describe(`1 to ${MAX_PAGE}, the largest first`),
});

export const topicPapersSchema = z.strictObject({
  topic: topicIdSchema,
  k: z.int().min(1).max(MAX_PAGE).default(20).describe(`how many papers, 1 to ${MAX_PAGE}`),
  sort: z.enum(['typical', 'date']).default('typical').describe('the most typical first, or the newest'),
});

const name = z.string().overwrite(plainName).trim().min(1).max(100);
export const renameTopicSchema = z.strictObject({
  topic: topicIdSchema,
  name: name.or(z.literal('')).describe('empty: by its terms again'),
});
export const mergeTopicsSchema = z.strictObject({ topics: z.array(topicIdSchema).min(2).max(50) });
export const splitTopicSchema = z.strictObject({ topic: topicIdSchema, into: z.int().min(2).max(10).default(2) });

export const followTopicSchema = z.strictObject({ topic: topicIdSchema, profile: profileNameSchema.describe('who follows it') });

export type UpdateTopics = z.input<typeof updateTopicsSchema>;
export type TopicListQuery = z.input<typeof topicListSchema>;
export type TopicPapersQuery = z.input<typeof topicPapersSchema>;
export type RenameTopic = z.input<typeof renameTopicSchema>;
export type MergeTopics = z.input<typeof mergeTopicsSchema>;
export type FollowTopic = z.input<typeof followTopicSchema>;
export type SplitTopic = z.input<typeof splitTopicSchema>;
