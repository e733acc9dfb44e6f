import { z } from 'zod';
import { keptIdSchema } from '../paper/id-schema.js';
import { plainName, plainText } from '../paper/plain-text.js';
import { RULES, rulesSchema } from './rules.js';

/**
 * What a reader did: one schema for files, doors and library. A profile is nothing but the list of these, and what
 * holds now is worked out from them (`state.ts`). So nothing is lost when two lists are put together.
 */

const MAX_PAPERS = 1_000;
const MAX_ABOUT = 20_000;
// Counted before each is looked at.
const papers = z.array(z.string()).min(1).max(MAX_PAPERS).pipe(z.array(keptIdSchema));
const name = z.string().overwrite(plainName).trim().min(1).max(200);
const text = z.string().overwrite(plainText).trim().max(MAX_ABOUT);

/** What can be done with a paper. `seen`: it was in a list that the reader got; `hide`: never show it. */
export const PAPER_ACTIONS = ['like', 'dislike', 'read', 'hide', 'seen'] as const;
export const FOLLOWABLE = ['author', 'topic'] as const;

/** An interest that the reader has touched stands on these papers, whatever is liked later. */
export const interestSchema = z.strictObject({
  kind: z.literal('interest'),
  interest: z.string().regex(/^[\w-]{1,64}$/, 'is not the id of an interest'),
  papers: papers.optional().describe('liked papers that it is made of'),
  name: name.optional(),
  weight: z.number().min(0).max(10).optional().describe('1: as much as its likes; 2: twice as much'),
  muted: z.boolean().optional(),
  pinned: z.boolean().optional().describe('has a place in every list'),
});

const actions = {
  papers: z.strictObject({ kind: z.enum(PAPER_ACTIONS), papers }),
  follow: z.strictObject({ kind: z.enum(['follow', 'unfollow']), what: z.enum(FOLLOWABLE), name }),
  about: z.strictObject({ kind: z.literal('about'), text: text.describe('what the reader works on; empty: nothing is said') }),
  interest: interestSchema,
  rules: z.strictObject({
    kind: z.literal('rules'),
    set: rulesSchema.optional(),
    unset: z
      .array(z.enum(RULES as [string, ...string[]]))
      .max(RULES.length)
      .optional()
      .describe('of these the default holds again'),
  }),
  reset: z.strictObject({ kind: z.literal('reset'), what: z.enum(['seen', 'read', 'hide']).describe('what may be picked again') }),
  undo: z.strictObject({ kind: z.literal('undo'), event: z.string().min(1).max(100).describe('id of the event that is not to count') }),
};

const KINDS = [...PAPER_ACTIONS, 'follow', 'unfollow', 'about', 'interest', 'rules', 'reset', 'undo'];

export const actionSchema = z.discriminatedUnion('kind', [
  actions.papers,
  actions.follow,
  actions.about,
  actions.interest,
  actions.rules,
  actions.reset,
  actions.undo,
]);

/** The name under which an event can be undone, when it was, and where it stands among the others. */
const stamp = {
  id: z.string().min(1).max(100),
  at: z.iso.datetime(),
  /** Events of one action share it. Older files lack it: there those of one moment are one action. */
  deed: z.string().min(1).max(100).optional(),
  /** Where the clock had gone back: the event stands as if done then, in milliseconds since 1970, after what was there. */
  order: z.int().nonnegative().optional(),
};

export const eventSchema = z.discriminatedUnion(
  'kind',
  [
    actions.papers.extend(stamp),
    actions.follow.extend(stamp),
    actions.about.extend(stamp),
    actions.interest.extend(stamp),
    actions.rules.extend(stamp),
    actions.reset.extend(stamp),
    actions.undo.extend(stamp),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? `is none of ${KINDS.join(', ')}` : undefined) },
);

export type Action = z.output<typeof actionSchema>;
export type ProfileEvent = z.output<typeof eventSchema>;
