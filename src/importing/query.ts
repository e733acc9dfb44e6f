import { z } from 'zod';

/** Which merges to list. */
export const mergesSchema = z.strictObject({
  limit: z.int().min(1).max(1_000).default(20).describe('merges a page'),
  before: z.int().min(1).optional().describe('only merges with a smaller number: `next` of the page before'),
});
export type MergesQuery = z.input<typeof mergesSchema>;

export const mergeNumberSchema = z.int().min(1).describe('number of a merge');
