import { z } from 'zod';
import {
  mapLegendSchema,
  mapPaperSchema,
  mapPictureAnswerSchema,
  mapStateSchema,
  mapUpdateSchema,
  mapUpdatingSchema,
} from '../map/answer.js';
import type { UpdateWork } from '../map/paper-maps.js';
import { mapPictureSchema, updateMapSchema } from '../map/query.js';
import { verb } from './verb.js';

const nothing = z.strictObject({});
const bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

/** All papers on a map. Where there is none yet: MAP_MISSING; a damaged one: MAP_UNREADABLE. */
export const mapVerbs = {
  /** Updates the map and waits for it. @throws INVALID_INPUT (too few papers), STORE_LOCKED, INTERRUPTED */
  updateMap: verb({
    summary: 'Updates the map and waits for it.',
    input: updateMapSchema,
    output: mapUpdateSchema,
    run: ({ services }, query, options: UpdateWork) => services.map.update(query, options),
  }),

  /** Begins an update in the background. @throws STORE_LOCKED where one is under way */
  beginMapUpdate: verb({
    summary: 'Begins an update of the map in the background.',
    input: updateMapSchema,
    output: mapUpdatingSchema,
    run: async ({ services }, query) => services.background.map.begin(query),
  }),

  /** How far the update in the background is, or how the last one ended. */
  mapUpdate: verb({
    summary: 'How far the update of the map is, or how the last one ended.',
    input: nothing,
    output: mapUpdatingSchema,
    run: async ({ services }) => services.background.map.state,
  }),

  /** What is known of the map. @throws MAP_MISSING, MAP_UNREADABLE */
  mapState: verb({
    summary: 'What is known of the map.',
    input: nothing,
    output: mapStateSchema,
    run: ({ services }) => services.map.state(),
  }),

  /** Measures how far the map can be trusted, 0 to 1, and keeps it; undefined where there are too few papers. @throws MAP_MISSING */
  measureMap: verb({
    summary: 'Measures how far the map can be trusted.',
    input: nothing,
    output: z.number().optional(),
    run: ({ services }, _query, options: UpdateWork) => services.map.trustworthiness(options),
  }),

  /** The places of all papers, in the format of docs/map.md. @throws MAP_MISSING, MAP_UNREADABLE */
  mapBytes: verb({
    summary: 'The places of all papers, in binary.',
    input: nothing,
    output: z.strictObject({ bytes, tag: z.string() }),
    run: ({ services }) => services.map.bytes(),
  }),

  /** What a page needs beside the places to draw the map. @throws MAP_MISSING, MAP_UNREADABLE */
  mapLegend: verb({
    summary: 'Colours, areas and names of the map.',
    input: nothing,
    output: mapLegendSchema,
    run: ({ services }) => services.map.legend(),
  }),

  /** The area of each paper, in the order of its places. @throws MAP_MISSING, MAP_UNREADABLE */
  mapAreas: verb({
    summary: 'The area of each paper of the map.',
    input: nothing,
    output: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    run: ({ services }) => services.map.areaOf(),
  }),

  /** The map as a picture. @throws MAP_MISSING, MAP_UNREADABLE */
  mapPicture: verb({
    summary: 'The map as a picture.',
    input: mapPictureSchema,
    output: mapPictureAnswerSchema,
    run: ({ services }, query) => services.map.picture(query),
  }),

  /** The map as CSV, in pieces. @throws MAP_MISSING, MAP_UNREADABLE */
  mapCsv: verb({
    summary: 'The map as CSV.',
    input: nothing,
    output: z.custom<AsyncGenerator<string>>((value) => typeof value === 'object'),
    run: ({ services }) => services.map.csv(),
  }),

  /** A paper of the map by its key, with the topics that it is in. @throws PAPER_NOT_FOUND */
  mapPaper: verb({
    summary: 'A paper of the map, with its topics.',
    input: z.strictObject({ key: z.int().nonnegative() }),
    output: mapPaperSchema,
    run: ({ services }, { key }) => services.map.paper(key),
  }),
};
