import { z } from 'zod';
import { MAX_ID, parseId } from './id.js';

/** An id in whatever way it is written; gives the canonical one. The issue of one that is none carries the code INVALID_ID. */
export const paperIdSchema = z
  .string()
  .max(MAX_ID)
  .transform((written, context) => {
    const id = parseId(written);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'is not a paper id', params: { code: 'INVALID_ID' }, input: written });
    return z.NEVER;
  })
  .describe('arXiv id, DOI, one of their URLs, or an id that Paperkin printed');
