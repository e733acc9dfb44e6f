import { z } from 'zod';

/** The trends of terms as they are kept: counting those of 400,000 papers takes half a minute. */

const changeSchema = z.strictObject({
  direction: z.enum(['rising', 'falling', 'steady', 'unknown']),
  ratio: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  p: z.number().optional(),
  q: z.number().optional(),
  recent: z.int().nonnegative(),
  before: z.int().nonnegative(),
  since: z.string().optional(),
});

const trendSchema = z.strictObject({
  term: z.string(),
  also: z.array(z.string()),
  change: changeSchema,
  counts: z.array(z.int().nonnegative()),
  topicality: z.number(),
  examples: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});

const count = z.int().nonnegative();
const windowSchema = z.strictObject({ from: z.string(), to: z.string(), weeks: count });

export const keptTermsSchema = z.strictObject({
  /** What terms and trends were made by. */
  identity: z.string(),
  /** Change of the store up to which papers were counted. */
  sequence: count,
  made: z.iso.datetime(),
  timeline: z.strictObject({
    period: z.enum(['week', 'month']),
    periods: z.array(z.string()),
    totals: z.array(count),
    complete: count,
    undated: count,
    earlier: count,
    later: count,
  }),
  compared: z.strictObject({ recent: windowSchema, before: windowSchema }).optional(),
  tested: count,
  rising: z.array(trendSchema),
  falling: z.array(trendSchema),
});

export type KeptTerms = z.output<typeof keptTermsSchema>;

/** Where they are kept. They are derived: what cannot be read is made anew. */
export interface TermTrendsStore {
  /** Undefined where there are none, or none that can be read. */
  read(): Promise<KeptTerms | undefined>;
  write(kept: KeptTerms): Promise<void>;
}
