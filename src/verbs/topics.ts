import { z } from 'zod';
import { paperIdSchema } from '../paper/id-schema.js';
import { doneSchema } from '../readers/answer.js';
import {
  membershipSchema,
  topicListAnswerSchema,
  topicPaperSchema,
  topicSummarySchema,
  topicUpdateSchema,
  topicUpdatingSchema,
  topicViewSchema,
} from '../topics/answer.js';
import type { GroupingWork } from '../topics/grouping.js';
import {
  followTopicSchema,
  mergeTopicsSchema,
  renameTopicSchema,
  splitTopicSchema,
  topicIdSchema,
  topicListSchema,
  topicPapersSchema,
  updateTopicsSchema,
} from '../topics/query.js';
import { verb } from './verb.js';

const topicSchema = z.strictObject({ topic: topicIdSchema });

/** Topics that were found. Where there are none yet: TOPICS_MISSING; damaged ones: TOPICS_UNREADABLE. */
export const topicVerbs = {
  /** The topics of a level, the largest first. @throws TOPICS_MISSING, TOPICS_UNREADABLE; TOPIC_NOT_FOUND for the parent */
  topics: verb({
    summary: 'The topics of a level, the largest first.',
    input: topicListSchema,
    output: topicListAnswerSchema,
    run: ({ services }, query) => services.topics.list(query),
  }),

  /** A topic with its terms, what is above and below it, and typical papers. @throws TOPICS_MISSING, TOPIC_NOT_FOUND */
  topic: verb({
    summary: 'A topic with its terms, what is above and below it, and typical papers.',
    input: topicSchema,
    output: topicViewSchema,
    run: ({ services }, { topic }) => services.topics.show(topic),
  }),

  /** Papers of a topic: the most typical first, or the newest. @throws TOPICS_MISSING, TOPIC_NOT_FOUND */
  topicPapers: verb({
    summary: 'Papers of a topic: the most typical first, or the newest.',
    input: topicPapersSchema,
    output: z.strictObject({ topic: topicSummarySchema, papers: z.array(topicPaperSchema), total: z.number() }),
    run: ({ services }, query) => services.topics.papers(query),
  }),

  /** The topics of a paper, with shares. @throws INVALID_ID, PAPER_NOT_FOUND, TOPICS_MISSING */
  topicsOf: verb({
    summary: 'The topics of a paper, with shares.',
    input: z.strictObject({ id: paperIdSchema }),
    output: z.array(membershipSchema),
    run: ({ services }, { id }) => services.topics.of(id),
  }),

  /** Updates the topics and waits for it. @throws INVALID_INPUT (too few papers), STORE_LOCKED, INTERRUPTED */
  updateTopics: verb({
    summary: 'Updates the topics and waits for it.',
    input: updateTopicsSchema,
    output: topicUpdateSchema,
    run: ({ services }, query, options: GroupingWork) => services.topics.update(query, options),
  }),

  /** Begins an update in the background. @throws STORE_LOCKED where one is under way */
  beginTopicsUpdate: verb({
    summary: 'Begins an update of the topics in the background.',
    input: updateTopicsSchema,
    output: topicUpdatingSchema,
    run: async ({ services }, query) => services.background.topics.begin(query),
  }),

  /** How far the update in the background is, or how the last one ended. */
  topicsUpdate: verb({
    summary: 'How far the update of the topics is, or how the last one ended.',
    input: z.strictObject({}),
    output: topicUpdatingSchema,
    run: async ({ services }) => services.background.topics.state,
  }),

  /** Gives a topic a name of one's own; an empty one takes it back. @throws TOPICS_MISSING, TOPIC_NOT_FOUND, STORE_LOCKED */
  renameTopic: verb({
    summary: 'Renames a topic; an empty name takes it back.',
    input: renameTopicSchema,
    output: topicSummarySchema,
    run: ({ services }, query) => services.topics.rename(query),
  }),

  /** Makes one topic of several of one level. @throws TOPICS_MISSING, TOPIC_NOT_FOUND, INVALID_INPUT, STORE_LOCKED */
  mergeTopics: verb({
    summary: 'Merges topics of one level into one.',
    input: mergeTopicsSchema,
    output: topicUpdateSchema,
    run: ({ services }, query) => services.topics.merge(query),
  }),

  /** Splits a topic. @throws TOPICS_MISSING, TOPIC_NOT_FOUND, INVALID_INPUT, STORE_LOCKED */
  splitTopic: verb({
    summary: 'Splits a topic.',
    input: splitTopicSchema,
    output: topicUpdateSchema,
    run: ({ services }, query) => services.topics.split(query),
  }),

  /**
   * Has a reader follow a topic: by its name, as topics in words are followed. What it is stays here, since a profile goes to other
   * machines and its reader has to know what it follows.
   * @throws TOPICS_MISSING, TOPIC_NOT_FOUND, PROFILE_NOT_FOUND, PROFILE_UNREADABLE, STORE_LOCKED
   */
  followTopic: verb({
    summary: 'Has a reader follow a topic.',
    input: followTopicSchema,
    output: doneSchema.extend({ topic: topicSummarySchema }),
    run: async ({ services }, { profile, topic }) => services.readers.followTopic(profile, await services.topics.resolve(topic)),
  }),
};
