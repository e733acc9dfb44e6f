import { z } from 'zod';
import { paperSchema } from '../paper/paper.js';
import { listRulesSchema } from './allowed.js';
import { pickPartsSchema } from './scoring.js';

/** Why a paper was picked: every statement can be checked against the reader's own deeds. */
const whySchema = z.strictObject({
  /** The interest that it is for. */
  interest: z.strictObject({ id: z.string(), name: z.string() }).exactOptional(),
  /** The liked papers nearest to it, and how near: cosines in both views. */
  likes: z.array(z.strictObject({ id: z.string(), title: z.string(), dense: z.number(), lexical: z.number() })),
  /** Terms that it shares with these, those first that weigh most; as it writes them. */
  terms: z.array(z.string()),
  /** An author of it whom the reader follows. */
  author: z.string().exactOptional(),
  /** It is here to explore, not for its score. */
  exploration: z.literal(true).exactOptional(),
});
export type Why = z.output<typeof whySchema>;

/** A paper that is worth a reader's morning, and why. */
const pickedPaperSchema = z.strictObject({
  paper: paperSchema,
  /** The sum of the parts: how far it stands out of the papers of this corpus, in standard deviations. */
  score: z.number(),
  parts: pickPartsSchema,
  why: whySchema,
  /** Ids of near-duplicates that stand behind it. */
  duplicates: z.array(z.string()).exactOptional(),
});
export type PickedPaper = z.output<typeof pickedPaperSchema>;

export const interestSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** 0..1; 0 where it is muted. */
  share: z.number(),
  muted: z.boolean(),
  pinned: z.boolean(),
  /** Ids of the liked papers in it, the newest like first. */
  likes: z.array(z.string()),
});
export type InterestSummary = z.output<typeof interestSummarySchema>;

export const picksSchema = z.strictObject({
  profile: z.string(),
  picks: z.array(pickedPaperSchema),
  interests: z.array(interestSummarySchema),
  /** How many papers the rules allow, and how many of them were weighed. */
  allowed: z.number(),
  weighed: z.number(),
  /** When the list was made, and whether that was after all that has come since. */
  made: z.string(),
  upToDate: z.boolean(),
});
export type Picks = z.output<typeof picksSchema>;

/** A deed of the reader, or a rule alone. */
const obstacleSchema = z.union([
  z.strictObject({ kind: z.enum(['liked', 'disliked', 'hidden', 'read', 'seen']) }),
  z.strictObject({ kind: z.literal('rule'), rule: listRulesSchema }),
]);
export type Obstacle = z.output<typeof obstacleSchema>;

/** Why a paper is not in a list. */
export const whyNotAnswerSchema = z.strictObject({
  paper: z.string(),
  /** It is in the list, at this place from 1. */
  place: z.number().exactOptional(),
  /** What keeps it out, whatever it scores. */
  obstacles: z.array(obstacleSchema),
  /** It stands behind this pick, which is another version of the same text. */
  versionOf: z.string().exactOptional(),
  score: z.number().exactOptional(),
  parts: pickPartsSchema.exactOptional(),
  /** From 1, among the `weighed`, whatever keeps it out. */
  rank: z.number().exactOptional(),
  weighed: z.number().exactOptional(),
  /** What the last pick scores, and how much more of which parts it has. */
  needed: z.number().exactOptional(),
  lacks: z.partialRecord(pickPartsSchema.keyof(), z.number()).exactOptional(),
});
export type WhyNot = z.output<typeof whyNotAnswerSchema>;
