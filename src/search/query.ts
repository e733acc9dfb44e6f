import { z } from 'zod';
import { filterSchema, topicsSchema } from '../paper/filter.js';
import { paperIdSchema } from '../paper/id-schema.js';

/** What may be asked: one schema a verb, for every door. */

/** Answers beyond this are exports, not answers. */
export const MAX_K = 1_000;
const MAX_SEEDS = 100;
const MAX_TEXT = 20_000;
const MAX_PAGE = 1_000;
/** With diversity each pick is compared with all before it. */
const MAX_DIVERSE = 100;
/** A thousand keys as bytes, and room. */
const MAX_CURSOR = 8_000;

const count = z.int().min(1).max(MAX_K).default(10).describe(`how many papers to return, 1 to ${MAX_K}`);

const text = z
  .string()
  .max(MAX_TEXT)
  // The model would give a vector for "?!", and it would mean nothing.
  .refine((said) => /[\p{L}\p{N}]/u.test(said), { message: 'needs at least one letter or digit', params: { code: 'TEXT_EMPTY' } });

export const MODES = ['hybrid', 'dense', 'lexical'] as const;
export type Mode = (typeof MODES)[number];

const mode = z.enum(MODES).default('hybrid').describe('by meaning and words together, by meaning alone, or by words alone');

const filter = filterSchema.optional().describe('which papers may be in the answer');

export const SORTS = ['relevance', 'date', 'recency'] as const;

/** How an answer is put in order and handed out. */
const pageOptions = {
  sort: z
    .enum(SORTS)
    .default('relevance')
    .describe('the best first; the newest first, of the best 200; or the best first where scores halve with age'),
  halfLife: z.number().positive().max(100_000).default(365).describe('with sort `both`: days in which a score halves'),
  minScore: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('lowest `percentile` in the answer: the share of random pairs that are less alike'),
  diversity: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('how much it counts to be unlike the papers further up, 0 (not at all) to 1 (nothing else counts)'),
  cursor: z.string().min(1).max(MAX_CURSOR).optional().describe('`next` of the page before'),
};

type WithPageOptions = z.output<z.ZodObject<typeof pageOptions>>;
export type PageOptions = Omit<WithPageOptions, 'cursor'>;

/** What fits together in an arrangement. */
function requireOrder({ sort, diversity, k }: Pick<WithPageOptions, 'sort' | 'diversity'> & { k: number }, context: z.RefinementCtx): void {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (diversity > 0 && sort === 'date') issue('diversity', 'cannot be had in an order by date');
  if (diversity > 0 && k > MAX_DIVERSE) issue('k', `is at most ${MAX_DIVERSE} with diversity`);
}

export const searchSchema = z
  .strictObject({ query: text.describe('what you look for, in your own words'), k: count, mode, filter, ...pageOptions })
  .superRefine(requireOrder);

export const STRATEGIES = ['average', 'best_score'] as const;

export const similarSchema = z
  .strictObject({
    ids: z.array(paperIdSchema).min(1).max(MAX_SEEDS).optional().describe('papers to start from'),
    text: text.optional().describe('a text to start from: a draft abstract, say; alone, or together with `ids`'),
    unlike: z.array(paperIdSchema).max(MAX_SEEDS).optional().describe('papers to keep away from'),
    strategy: z
      .enum(STRATEGIES)
      .default('average')
      .describe('like all of them together, or like the nearest one and not nearer to one of `unlike`'),
    when: z
      .enum(['earlier', 'later'])
      .optional()
      .describe('only papers published before the first of `ids`, or after the last; the day itself is in neither'),
    k: count,
    mode,
    filter,
    ...pageOptions,
  })
  .refine(({ when, ids }) => when === undefined || ids !== undefined, { message: 'needs ids: a text has no date', path: ['when'] })
  .refine(({ ids, text }) => ids !== undefined || text !== undefined, 'give ids, a text, or both')
  .superRefine(requireOrder);

export const listSchema = z.strictObject({
  limit: z.int().min(1).max(MAX_PAGE).default(50).describe(`papers a page, 1 to ${MAX_PAGE}`),
  cursor: z.string().min(1).max(500).optional().describe('`next` of the page before'),
  topic: topicsSchema.optional(),
});

export type SearchQuery = z.input<typeof searchSchema>;
export type SimilarQuery = z.input<typeof similarSchema>;
export type ListQuery = z.input<typeof listSchema>;

/** All that decides what an answer is, in one string: not how much of it is wanted at a time. */
export function questionOf(verb: string, query: z.output<typeof searchSchema> | z.output<typeof similarSchema>): string {
  return JSON.stringify([verb, { ...query, k: undefined, cursor: undefined }]);
}
