import { z } from 'zod';
import { profileNameSchema } from '../profile/profile.js';

/** What may be asked about how good lists are: one schema for every door. */

const MAX_LIKES = 10_000;

export const replaySchema = z.strictObject({
  profile: profileNameSchema.describe('whose likes are looked for'),
  after: z.int().min(1).max(MAX_LIKES).default(3).describe('how many papers are to be liked before the first that is looked for'),
  last: z.int().min(1).max(MAX_LIKES).default(200).describe('how many likes are looked for at most, the last ones'),
});

export type ReplayQuery = z.input<typeof replaySchema>;
export type ReplayOptions = z.output<typeof replaySchema>;
