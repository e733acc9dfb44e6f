import { z } from 'zod';

/**
 * A paper as Paperkin holds it: facts as their source states them, text cleaned, ids canonical.
 * Unknown is absent (or an empty list), never a guess.
 */

/** Abstracts above this are whole papers pasted into the wrong field. */
export const MAX_ABSTRACT = 50_000;
export const MAX_TITLE = 2_000;
/** Collaborations at colliders sign with about 3,000 names. */
const MAX_AUTHORS = 10_000;

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: as exact as the source, and sorted as text. */
export const partialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'is not a date like 2024, 2024-05 or 2024-05-31')
  .describe('YYYY, YYYY-MM or YYYY-MM-DD');

export const paperSchema = z.strictObject({
  id: z.string().min(1).describe('canonical id: arxiv:…, doi:… or hash:…'),
  /** Every canonical id of the work; the first is `id`. */
  ids: z.array(z.string().min(1)).min(1),
  title: z.string().min(1).max(MAX_TITLE),
  /** Empty where the source has none; such a paper is embedded by its title alone. */
  abstract: z.string().max(MAX_ABSTRACT),
  authors: z.array(z.string().min(1)).max(MAX_AUTHORS),
  /** Where a source counts the authors without naming them. */
  authorCount: z.int().positive().optional(),
  organisation: z.string().min(1).optional(),
  /** arXiv categories, the primary one first. */
  categories: z.array(z.string().min(1)),
  keywords: z.array(z.string().min(1)),
  venue: z.string().min(1).optional(),
  published: partialDate.optional(),
  url: z.url().optional(),
  code: z.url().optional(),
  /** Comments in the discussion of the paper, where its source counts them. */
  comments: z.int().nonnegative().optional(),
});

export type Paper = z.infer<typeof paperSchema>;

/** What the model reads, and so what a vector's content hash covers. */
export type PaperText = Pick<Paper, 'title' | 'abstract'>;

/** A paper together with what the store knows about it. */
export interface StoredPaper {
  paper: Paper;
  /** Integer key of the paper in its store: never reused, the label in every index. */
  key: number;
}
