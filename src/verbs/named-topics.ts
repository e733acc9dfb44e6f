import { z } from 'zod';
import { namedTopicPaperSchema, namedTopicSummarySchema, namedTopicViewSchema } from '../named-topics/answer.js';
import { changeNamedSchema, createNamedSchema, judgeNamedSchema, namedPapersSchema } from '../named-topics/query.js';
import { doneSchema } from '../readers/answer.js';
import { followTopicSchema, topicIdSchema } from '../topics/query.js';
import { verb } from './verb.js';

const topicSchema = z.strictObject({ topic: topicIdSchema });
const namedSchema = z.strictObject({ id: z.string(), name: z.string() });

/** Topics that a person has named. One that is not there is TOPIC_NOT_FOUND. */
export const namedTopicVerbs = {
  /** All named topics. @throws TOPICS_UNREADABLE */
  namedTopics: verb({
    summary: 'All named topics.',
    input: z.strictObject({}),
    output: z.array(namedTopicSummarySchema),
    run: ({ services }) => services.namedTopics.list(),
  }),

  /** Names a topic. @throws INVALID_INPUT, PAPER_NOT_FOUND (an example), STORE_LOCKED */
  createNamedTopic: verb({
    summary: 'Names a topic, with a description and examples.',
    input: createNamedSchema,
    output: namedTopicViewSchema,
    run: ({ services }, query) => services.namedTopics.create(query),
  }),

  /** A named topic, with what was judged. @throws TOPIC_NOT_FOUND */
  namedTopic: verb({
    summary: 'A named topic, with what was judged.',
    input: topicSchema,
    output: namedTopicViewSchema,
    run: ({ services }, { topic }) => services.namedTopics.show(topic),
  }),

  /** The named topic of this name or id, if there is one. */
  findNamedTopic: verb({
    summary: 'The named topic of a name or id, if there is one.',
    input: topicSchema,
    output: namedSchema.optional(),
    run: ({ services }, { topic }) => services.namedTopics.find(topic),
  }),

  /** Papers of a named topic, the surest first, or the newest. @throws TOPIC_NOT_FOUND */
  namedTopicPapers: verb({
    summary: 'Papers of a named topic, the surest first, or the newest.',
    input: namedPapersSchema,
    output: z.strictObject({ topic: namedTopicSummarySchema, papers: z.array(namedTopicPaperSchema), total: z.number() }),
    run: ({ services }, query) => services.namedTopics.papers(query),
  }),

  /** Says of papers that they belong or not. @throws TOPIC_NOT_FOUND, INVALID_INPUT, INVALID_ID, PAPER_NOT_FOUND, STORE_LOCKED */
  judgeNamedTopic: verb({
    summary: 'Says of papers whether they belong to a named topic.',
    input: judgeNamedSchema,
    output: namedTopicViewSchema,
    run: ({ services }, query) => services.namedTopics.judge(query),
  }),

  /** Changes name, description or examples. @throws TOPIC_NOT_FOUND, INVALID_INPUT, PAPER_NOT_FOUND, STORE_LOCKED */
  changeNamedTopic: verb({
    summary: 'Changes the name, description or examples of a named topic.',
    input: changeNamedSchema,
    output: namedTopicViewSchema,
    run: ({ services }, query) => services.namedTopics.change(query),
  }),

  /** Removes a named topic; the papers stay. @throws TOPIC_NOT_FOUND, STORE_LOCKED */
  removeNamedTopic: verb({
    summary: 'Removes a named topic; the papers stay.',
    input: topicSchema,
    output: namedSchema,
    run: ({ services }, { topic }) => services.namedTopics.remove(topic),
  }),

  /** Has a reader follow a named topic. @throws TOPIC_NOT_FOUND, PROFILE_NOT_FOUND, PROFILE_UNREADABLE, STORE_LOCKED */
  followNamedTopic: verb({
    summary: 'Has a reader follow a named topic.',
    input: followTopicSchema,
    output: doneSchema.extend({ topic: namedSchema }),
    run: async ({ services }, { profile, topic }) => services.readers.followTopic(profile, await services.namedTopics.resolve(topic)),
  }),
};
