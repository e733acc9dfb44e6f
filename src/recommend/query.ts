import { z } from 'zod';
import { pickFilterSchema } from '../paper/filter.js';
import { paperIdSchema } from '../paper/id-schema.js';
import { profileNameSchema } from '../profile/profile.js';
import { rulesSchema } from '../profile/rules.js';

/** What may be asked about a profile: one schema for every door. */

/** Longer lists are no morning's reading, but replays ask for a hundred. */
export const MAX_PICKS = 200;

const k = z.int().min(1).max(MAX_PICKS).default(10).describe(`how many papers, 1 to ${MAX_PICKS}`);

/** The rules of the profile hold, but for those that are given here, for this list. */
const { window, freshness, diversity, exploration } = rulesSchema.shape;
const filter = pickFilterSchema.optional().describe('which papers may be in the list');

export const recommendSchema = z.strictObject({
  profile: profileNameSchema.describe('whose picks'),
  k,
  window,
  freshness,
  diversity,
  exploration,
  filter,
  repeats: z.boolean().default(false).describe('whether papers that were seen, read or hidden may come again'),
});

export const whyNotSchema = recommendSchema.extend({ paper: paperIdSchema.describe('the paper that is not in the list') });

export type RecommendQuery = z.input<typeof recommendSchema>;
export type WhyNotQuery = z.input<typeof whyNotSchema>;
export type Recommendation = z.output<typeof recommendSchema>;
