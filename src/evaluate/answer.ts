import { z } from 'zod';

/** A figure with the interval that holds it in 95 of 100 drawings of as many questions. */
const intervalSchema = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Interval = z.output<typeof intervalSchema>;

/** One measure of ours beside that of something simpler, on the same questions. */
const comparisonSchema = z.strictObject({
  measure: z.string(),
  ours: intervalSchema,
  baseline: z.string(),
  theirs: intervalSchema,
  /** Ours less theirs, of the same questions. */
  difference: intervalSchema,
});
export type Comparison = z.output<typeof comparisonSchema>;

/** How a benchmark went. */
export const evaluationSchema = z.strictObject({
  name: z.string(),
  /** What asks: papers and questions in words, or readers by what they like. */
  asks: z.enum(['questions', 'readers']),
  /** How many asked. */
  asked: z.number(),
  /** How many could not be asked, since neither they nor anything relevant to them is here. */
  left: z.number(),
  /** How many papers could be in an answer, and how many of the benchmark are not here. */
  papers: z.number(),
  missing: z.number(),
  comparisons: z.array(comparisonSchema),
  /** How unlike each other the first papers of a list are, 0..1, and the share of the papers that are in any list, 0..1. */
  diversity: z.number(),
  coverage: z.number(),
  /** False when it was interrupted: the figures are of what had been asked by then. */
  finished: z.boolean(),
});
export type Evaluation = z.output<typeof evaluationSchema>;

const placeSchema = z.strictObject({
  paper: z.string(),
  /** When it was liked. */
  at: z.string(),
  /** From 1: the place in the list that was made from what came before. */
  ours: z.number(),
  /** By name of a baseline. */
  theirs: z.record(z.string(), z.number()),
});
export type Place = z.output<typeof placeSchema>;

/** How a reader's own likes would have been foretold. */
export const replayAnswerSchema = z.strictObject({
  profile: z.string(),
  /** Likes that were looked for, and those that are not among the papers here. */
  likes: z.number(),
  missing: z.number(),
  comparisons: z.array(comparisonSchema),
  /** Where each like stood, the oldest first. */
  places: z.array(placeSchema),
  finished: z.boolean(),
});
export type Replay = z.output<typeof replayAnswerSchema>;
