import { z } from 'zod';
import { markedPapersSchema, topicDescriptionSchema, topicNameSchema } from '../stores/named-topic-store.js';
import { topicIdSchema } from '../topics/query.js';

/** What may be asked of named topics: one schema a verb, for every door. */

const MAX_PAGE = 1_000;

const description = topicDescriptionSchema.describe('a sentence or two that say more');
const examples = markedPapersSchema.describe('papers that say what is meant');

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
  yes: markedPapersSchema.optional().describe('papers that belong to it'),
  no: markedPapersSchema.optional().describe('papers that do not'),
  clear: markedPapersSchema.optional().describe('papers of which nothing is said any more: no judgement, no example'),
};
const JUDGES_NOTHING = 'judges nothing: give papers as yes, no or clear';
export const judgeNamedSchema = z.strictObject({ topic: topicIdSchema, ...judgements }).refine(judges, JUDGES_NOTHING);

const changes = {
  name: topicNameSchema.optional(),
  description: description.optional().describe('empty: none'),
  examples: examples.optional(),
};
const CHANGES_NOTHING = 'changes nothing: give name, description or examples';
export const changeNamedSchema = z.strictObject({ topic: topicIdSchema, ...changes }).refine(isChange, CHANGES_NOTHING);

function judges({ yes = [], no = [], clear = [] }: z.output<z.ZodObject<typeof judgements>>): boolean {
  return yes.length + no.length + clear.length > 0;
}

function isChange({ name, description, examples }: z.output<z.ZodObject<typeof changes>>): boolean {
  return name !== undefined || description !== undefined || examples !== undefined;
}

export type CreateNamedTopic = z.input<typeof createNamedSchema>;
export type NamedPapersQuery = z.input<typeof namedPapersSchema>;
export type JudgeNamedTopic = z.input<typeof judgeNamedSchema>;
export type ChangeNamedTopic = z.input<typeof changeNamedSchema>;
