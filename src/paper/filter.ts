import { z } from 'zod';
import { paperIdSchema } from './id-schema.js';
import { partialDate } from './paper.js';

/** Which papers an answer may contain: one schema for every door. Lists are alternatives; different fields have all to hold. */

const MAX_VALUES = 100;
/** As many as a profile may have seen. */
const MAX_IDS = 10_000;

const name = z.string().trim().min(1).max(200);
const names = z.array(name).min(1).max(MAX_VALUES);

/** Topics by id or name: alternatives. */
export const topicsSchema = z.array(name).min(1).max(MAX_VALUES).describe('ids or names of topics: only papers of one of them');

const paperIds = z.array(paperIdSchema).max(MAX_IDS);

const fields = z.strictObject({
  from: partialDate.optional().describe('published on this day or later; of a month or year, its first day'),
  to: partialDate.optional().describe('published on this day or earlier; of a month or year, its last day'),
  categories: z
    .array(name.regex(/^[a-zA-Z-]+(\.([a-zA-Z-]+|\*))?$/, 'is not a category like cs.CL, nor a family like cs.*'))
    .min(1)
    .max(MAX_VALUES)
    .optional()
    .describe('categories such as cs.CL, or whole families such as cs.* or cs'),
  authors: names.optional().describe('full names, or surnames alone'),
  venues: names.optional().describe('venues, in full and without regard to case'),
  sources: z
    .array(z.enum(['arxiv', 'doi', 'other']))
    .min(1)
    .optional()
    .describe('where the paper has its id from'),
  hasCode: z.boolean().optional().describe('whether a link to its code is known'),
  topic: topicsSchema.optional(),
  ids: paperIds.optional().describe('only these papers'),
  notIds: paperIds.optional().describe('none of these papers'),
  inProfile: name.optional().describe('name of a profile: only papers that it has liked or read'),
  notInProfile: name.optional().describe('name of a profile: no papers that it has liked, disliked, read, hidden or seen'),
});

export const filterSchema = fields.refine(daysInOrder, { message: 'is later than `to`', path: ['from'] });

/** The same without what depends on a reader: for what is asked about one. */
export const pickFilterSchema = fields
  .omit({ inProfile: true, notInProfile: true })
  .refine(daysInOrder, { message: 'is later than `to`', path: ['from'] });

/** Nor has it topics: for what is itself a part of a profile, which goes to other machines and outlives topics. */
export const plainFilterSchema = fields
  .omit({ inProfile: true, notInProfile: true, topic: true })
  .refine(daysInOrder, { message: 'is later than `to`', path: ['from'] });

export type Filter = z.output<typeof filterSchema>;

function daysInOrder({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return from === undefined || to === undefined || firstDay(from) <= lastDay(to);
}

export const MILLISECONDS_A_DAY = 86_400_000;

/** The first day of a date that may be a month or a year, in days since 1970-01-01. */
export function firstDay(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return dayNumber(year, month - 1, day);
}

/** The last day of a date that may be a month or a year, in days since 1970-01-01. */
export function lastDay(date: string): number {
  const [year = 1970, month = 12, day] = date.split('-').map(Number);
  return dayNumber(year, day === undefined ? month : month - 1, day ?? 0);
}

/** Not `Date.UTC`, which takes the year 24 for 1924. */
function dayNumber(year: number, monthIndex: number, day: number): number {
  return new Date(0).setUTCFullYear(year, monthIndex, day) / MILLISECONDS_A_DAY;
}
