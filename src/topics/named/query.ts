import { z } from 'zod';
import { topicDescriptionSchema, topicNameSchema, topicPapersSchema } from '../../stores/named-topic-store.js';
import { topicIdSchema } from '../query.js';

/** What may be asked of named topics: one schema a verb, for every door. */

const MAX_PAGE = 1_000;

const description = topicDescriptionSchema.describe('a sentence or two that say more');
const examples = topicPapersSchema.describe('papers that say what is meant');

export const createNamedSchema = z.strictObject({
  name: topicNameSchema,
  description: description.optional(),
  examples: examples.default([]),
});

export const namedPapersSchema = z.strictObject({
  topic: topicIdSchema,
  k: z.int().min(1).max(MAX_PAGE).default(20).describe(`how many papers, 1 to ${MAX_PAGE}`),
  sort: z.enum(['score', 'date']).default('score').describe('the surest first, or the newest'),
});

/** In the order in which they hold: a paper that is in two of them is where it stands last. */
const judgements = {
  yes: topicPapersSchema.optional().describe('papers that belong to it'),
  no: topicPapersSchema.optional().describe('papers that do not'),
  clear: topicPapersSchema.optional().describe('papers of which nothing is said any more: no judgement, no example'),
};
export const judgeNamedSchema = z
  .strictObject({ topic: topicIdSchema, ...judgements })
  .refine(({ yes, no, clear }) => [yes, no, clear].some((papers) => papers !== undefined && papers.length > 0), {
    message: 'judges nothing: give papers as yes, no or clear',
  });

export const changeNamedSchema = z
  .strictObject({
    topic: topicIdSchema,
    name: topicNameSchema.optional(),
    description: description.optional().describe('empty: none'),
    examples: examples.optional(),
  })
  .refine(({ topic: _topic, ...others }) => Object.values(others).some((value) => value !== undefined), {
    message: 'changes nothing: give name, description or examples',
  });

export type CreateNamedTopic = z.input<typeof createNamedSchema>;
export type NamedPapersQuery = z.input<typeof namedPapersSchema>;
export type JudgeNamedTopic = z.input<typeof judgeNamedSchema>;
export type ChangeNamedTopic = z.input<typeof changeNamedSchema>;
