import { z } from 'zod';
import { TOPIC_LEVELS } from '../stores/topic-store.js';
import { topicIdSchema } from '../topics/query.js';

/** What may be asked of trends: one schema a verb, for every door. */

/** So many terms that rise, and as many that fall, are kept. */
export const MOST_TERMS = 200;
const MOST_TOPICS = 1_000;

export const DIRECTIONS = ['rising', 'falling'] as const;

export const topicTrendsSchema = z.strictObject({
  level: z.enum(TOPIC_LEVELS).default('topic').describe('wide fields, topics, or their subtopics'),
  direction: z
    .enum(DIRECTIONS)
    .optional()
    .describe('only those; without it all, those that rise or fall most certainly first, then the others, the largest first'),
  limit: z.int().min(1).max(MOST_TOPICS).default(20).describe(`1 to ${MOST_TOPICS}`),
});

export const termTrendsSchema = z.strictObject({
  direction: z.enum(DIRECTIONS).default('rising'),
  topic: topicIdSchema.optional().describe('within the papers of this topic'),
  limit: z.int().min(1).max(MOST_TERMS).default(20).describe(`1 to ${MOST_TERMS}`),
});

export type TopicTrendsQuery = z.input<typeof topicTrendsSchema>;
export type TermTrendsQuery = z.input<typeof termTrendsSchema>;
