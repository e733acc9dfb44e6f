import { z } from 'zod';
import { MAX_ID_LENGTH, parseId } from './id.js';

/** An id in whatever way it is written; gives the canonical one. The issue of one that is none carries the code INVALID_ID. */
export const paperIdSchema = z
  .string()
  .max(MAX_ID_LENGTH)
  .transform((written, context) => {
    const id = parseId(written);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'is not a paper id', params: { code: 'INVALID_ID' }, input: written });
    return z.NEVER;
  })
  .describe('arXiv id, DOI, one of their URLs, or an id that Paperkin printed');

/** Papers that one call is about. */
export const paperIdsSchema = z.array(paperIdSchema).min(1).max(1_000);

/** An id in a file that is kept. Earlier versions took ids with characters that were lost in between: such a file must stay readable. */
export const keptIdSchema = z
  .string()
  .transform((id) => id.toWellFormed().replaceAll('\uFFFD', ''))
  .pipe(paperIdSchema);
