import { z } from 'zod';
import { FORMAT_NAMES } from '../formats/registry/formats.js';
import { importSummarySchema, type LongWork } from '../importing/importer.js';
import { embedResultSchema } from '../indexing/embed-papers.js';
import type { PaperSource } from '../sources/paper-source.js';
import { verb, withStopping } from './verb.js';

const choices = {
  embed: z.boolean().optional().describe('whether papers get their vectors at once; by default they do'),
  rejects: z.string().min(1).optional().describe('where to write what cannot be taken; by default beside the data'),
};
/** A file is for those who share our disk, a source for those who share our process: neither is for a request. */
const fileSchema = z.strictObject({
  path: z.string().min(1).describe('a file, or - for standard input'),
  format: z.enum(FORMAT_NAMES).optional().describe('what it is; by default what its content tells'),
  ...choices,
});
const sourceSchema = z.strictObject({ source: z.custom<PaperSource>((value) => typeof value === 'object' && value !== null), ...choices });

/** How papers come in. */
export const importVerbs = {
  /**
   * Takes papers in from a file (or `-`, standard input), gives each its vector, and brings the index up to date.
   * A record of a work that is here already is merged with it; importing a file again changes nothing.
   * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, COMPRESSION_UNSUPPORTED, INVALID_INPUT (a format that there is not), STORE_LOCKED
   */
  importPapers: verb({
    summary: 'Imports papers from a file, embeds them and updates the indexes.',
    input: fileSchema,
    output: importSummarySchema,
    run: (context, { path, ...given }, options: LongWork) =>
      context.services.importer.importPapers(path, withStopping({ ...options, ...given }, context)),
  }),

  /**
   * Takes papers in from any source, as `importPapers` does from a file, and closes it. After an interruption it goes on behind the
   * last record that was taken, if the source can.
   * @throws STORE_LOCKED, and what the source throws
   */
  importFrom: verb({
    summary: 'Imports papers from any source.',
    input: sourceSchema,
    output: importSummarySchema,
    run: (context, { source, ...given }, options: LongWork) =>
      context.services.importer.importFrom(source, withStopping({ ...options, ...given }, context)),
  }),

  /** Gives every paper its vector that has none yet, and brings the index up to date. @throws STORE_LOCKED */
  embedPapers: verb({
    summary: 'Embeds every paper that has no vector yet, and updates the index.',
    input: z.strictObject({}),
    output: embedResultSchema,
    run: (context, _query, options: LongWork) => context.services.importer.embedPapers(withStopping(options, context)),
  }),
};
