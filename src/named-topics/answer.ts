import { z } from 'zod';
import { paperSchema } from '../paper/paper.js';
import { namedPartsSchema } from './named-topic.js';

/** What is said of named topics. */

export const namedTopicSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string().exactOptional(),
  /** How many papers it has. */
  papers: z.number(),
  /** Whether these are those of now; false where papers have come or gone since they were counted. */
  upToDate: z.boolean(),
  created: z.string(),
  changed: z.string(),
});
export type NamedTopicSummary = z.output<typeof namedTopicSummarySchema>;

const markedPaperSchema = z.strictObject({
  id: z.string(),
  /** Absent where the paper is not here. */
  title: z.string().exactOptional(),
});
export type MarkedPaper = z.output<typeof markedPaperSchema>;

export const namedTopicViewSchema = namedTopicSummarySchema.extend({
  examples: z.array(markedPaperSchema),
  /** What was judged, in the order in which it was: papers that belong, and that do not. */
  yes: z.array(markedPaperSchema),
  no: z.array(markedPaperSchema),
  /** Papers that score more belong to it. */
  threshold: z.number(),
  /** How many papers have the name as a phrase (or, where few do, all words of it). */
  literal: z.number(),
});
export type NamedTopicView = z.output<typeof namedTopicViewSchema>;

/** A paper of a named topic: `score` is the sum of its `parts`, above the threshold of the topic. */
export const namedTopicPaperSchema = z.strictObject({
  paper: paperSchema,
  score: z.number(),
  parts: namedPartsSchema,
});
export type NamedTopicPaper = z.output<typeof namedTopicPaperSchema>;
