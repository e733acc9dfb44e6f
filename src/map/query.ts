import { z } from 'zod';
import { TOPIC_LEVELS } from '../stores/topic-store.js';

/** What may be asked of the map: one schema a verb, for every door. */

export const WIDTHS = { least: 200, most: 4_000 } as const;

export const updateMapSchema = z.strictObject({
  anew: z.boolean().default(false).describe('from nothing, instead of adding to the map that there is: papers move'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .optional()
    .describe('the same papers and seed give the same map; another than before makes it anew'),
});

export const mapPictureSchema = z.strictObject({
  format: z.enum(['svg', 'png']).default('svg').describe('a PNG has the papers alone, twice as fine, without names'),
  theme: z.enum(['light', 'dark']).default('light'),
  width: z.int().min(WIDTHS.least).max(WIDTHS.most).default(1_200).describe(`pixels, ${WIDTHS.least} to ${WIDTHS.most}`),
  level: z.enum(TOPIC_LEVELS).default('topic').describe('names down to this level, where there is room'),
});

export type UpdateMap = z.input<typeof updateMapSchema>;
export type MapPictureQuery = z.input<typeof mapPictureSchema>;
export type MapPictureOptions = z.output<typeof mapPictureSchema>;
