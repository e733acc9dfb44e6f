import { z } from 'zod';
import { mapLabelSchema } from '../drawing/map-labels.js';
import { mapAreaSchema } from '../drawing/map-scene.js';
import { errorSchema } from '../input/error-schema.js';
import { paperSchema } from '../paper/paper.js';
import { topicSummarySchema } from '../topics/answer.js';

/** What is said of the map. */

export const mapStateSchema = z.strictObject({
  /** Papers on it, and how many of them the others were placed by. */
  papers: z.number(),
  landmarks: z.number(),
  /** Model and dimensions of the vectors that it was made of. */
  identity: z.string(),
  /** Absent where nothing is known of the file but its places. */
  updated: z.string().exactOptional(),
  seed: z.number().exactOptional(),
  /** Whether papers have come, changed or gone since, or the model is another. */
  upToDate: z.boolean(),
  /** Whether neighbours on the map are neighbours in truth, 0 to 1, by the 15 nearest; absent until it has been measured. */
  trustworthiness: z.number().exactOptional(),
  /** Where it is. */
  file: z.string(),
});
export type MapState = z.output<typeof mapStateSchema>;

/** Why a map was made from nothing. */
const mapReasonSchema = z.enum(['first', 'asked', 'model', 'growth', 'landmarks', 'unknown', 'unreadable']);
export type MapReason = z.output<typeof mapReasonSchema>;

export const mapUpdateSchema = mapStateSchema.extend({
  /** Why it was made from nothing; absent where it goes on from the one before. */
  anew: mapReasonSchema.exactOptional(),
  /** Papers that came onto it, were placed again since their vector may be another, and left it. */
  added: z.number(),
  moved: z.number(),
  dropped: z.number(),
});
export type MapUpdate = z.output<typeof mapUpdateSchema>;

const mapPhaseSchema = z.enum(['laying out', 'placing', 'measuring']);
export type MapPhase = z.output<typeof mapPhaseSchema>;

/** An update in the background. */
export const mapUpdatingSchema = z.strictObject({
  running: z.boolean(),
  begun: z.string().exactOptional(),
  ended: z.string().exactOptional(),
  /** Laying out landmarks, in rounds; placing papers beside them; measuring how far it can be trusted, in papers. */
  phase: mapPhaseSchema.exactOptional(),
  done: z.number().exactOptional(),
  total: z.number().exactOptional(),
  update: mapUpdateSchema.exactOptional(),
  error: errorSchema.exactOptional(),
});
export type MapUpdating = z.output<typeof mapUpdatingSchema>;

/** What a page needs beside the places to draw the map. */
export const mapLegendSchema = mapStateSchema.omit({ file: true }).extend({
  /** Those of papers of no area are the last of each theme. */
  colours: z.strictObject({ light: z.array(z.string()), dark: z.array(z.string()) }),
  areas: z.array(mapAreaSchema),
  /** Names, for a map that is `scale` pixels a unit at zoom 0 and `step` times as large at each deeper one. */
  labels: z.array(mapLabelSchema),
  scale: z.number(),
  step: z.number(),
});
export type MapLegend = z.output<typeof mapLegendSchema>;

export const mapPictureAnswerSchema = z.strictObject({
  content: z.union([z.string(), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]),
  type: z.enum(['image/svg+xml', 'image/png']),
  /** One content is one tag. */
  tag: z.string(),
  /** Whether topics have been found: without them it has one colour, and no names. */
  hasTopics: z.boolean(),
});
export type MapPicture = z.output<typeof mapPictureAnswerSchema>;

/** A paper of the map, and the field, topic and subtopic that it is in. */
export const mapPaperSchema = z.strictObject({
  paper: paperSchema,
  topics: z.array(topicSummarySchema),
});
export type MapPaper = z.output<typeof mapPaperSchema>;
