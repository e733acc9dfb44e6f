import { z } from 'zod';
import { topicIdSchema } from '../topics/query.js';
import { termTrendsAnswerSchema, topicTrendsAnswerSchema, topicTrendViewSchema } from '../trends/answer.js';
import { termTrendsSchema, topicTrendsSchema } from '../trends/query.js';
import type { TermWork } from '../trends/term-trends.js';
import { verb } from './verb.js';

/** What rises and falls. Without topics: TOPICS_MISSING. */
export const trendVerbs = {
  /** The topics of a level, with their series and how sure their change is. @throws TOPICS_MISSING, TOPICS_UNREADABLE */
  topicTrends: verb({
    summary: 'Topics with their counts in time, and how sure their change is.',
    input: topicTrendsSchema,
    output: topicTrendsAnswerSchema,
    run: ({ services }, query) => services.trends.topics(query),
  }),

  /** One topic, with its first and defining papers. @throws TOPICS_MISSING, TOPIC_NOT_FOUND */
  topicTrend: verb({
    summary: 'The trend of one topic, with its first and defining papers.',
    input: z.strictObject({ topic: topicIdSchema }),
    output: topicTrendViewSchema,
    run: ({ services }, { topic }) => services.trends.topic(topic),
  }),

  /** The terms that rise or fall most. Counting them may take half a minute in a large corpus. @throws TOPIC_NOT_FOUND, INTERRUPTED */
  termTrends: verb({
    summary: 'The terms that rise or fall most.',
    input: termTrendsSchema,
    output: termTrendsAnswerSchema,
    run: ({ services }, query, options: TermWork) => services.trends.terms(query, options),
  }),

  /** The same, if they are counted already; otherwise counting begins, and there is no answer yet. */
  termTrendsAtHand: verb({
    summary: 'The terms that rise or fall most, if they are counted already.',
    input: termTrendsSchema,
    output: termTrendsAnswerSchema.optional(),
    run: ({ services }, query) => services.trends.termsAtHand(query),
  }),
};
