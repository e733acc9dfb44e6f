import { z } from 'zod';
import { plainFilterSchema } from '../paper/filter.js';
import { plainName } from '../paper/plain-text.js';

/** What a reader asks of every list, until they ask otherwise. Absent: the default stands. */

const MAX_VALUES = 200;
const MAX_DAYS = 100_000;
const words = z.array(z.string().overwrite(plainName).trim().min(1).max(200)).max(MAX_VALUES);
const share = z.number().min(0).max(1);

export const rulesSchema = z.strictObject({
  likesHalfLife: z.number().min(1).max(MAX_DAYS).optional().describe('days in which a like counts half as much'),
  freshness: z
    .number()
    .min(0)
    .max(MAX_DAYS)
    .optional()
    .describe('days in which the lead of a new paper over an old one halves; 0: age does not count'),
  window: z.int().min(1).max(MAX_DAYS).optional().describe('only papers of the last so many days of the corpus'),
  diversity: share.optional().describe('how much it counts to be unlike the papers further up, 0..1'),
  exploration: z.number().min(0).max(0.5).optional().describe('share of the list that is not what is known to please, 0..0.5'),
  mutedWords: words.optional().describe('no paper with one of these words or phrases'),
  mutedAuthors: words.optional().describe('no paper by one of these authors'),
  mustHave: words.optional().describe('only papers with one of these words or phrases'),
  filter: plainFilterSchema.optional().describe('which papers may be in the list'),
});

export type Rules = z.output<typeof rulesSchema>;

/** What holds where a reader has asked for nothing; without a window or a filter all papers may be in a list. */
export const DEFAULT_RULES = {
  likesHalfLife: 365,
  freshness: 365,
  diversity: 0.3,
  exploration: 0.1,
  mutedWords: [],
  mutedAuthors: [],
  mustHave: [],
} satisfies Rules;

/** The names of the rules, for taking them back. */
export const RULES = Object.keys(rulesSchema.shape) as (keyof Rules)[];
