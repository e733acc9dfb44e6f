import { z } from 'zod';
import type { WorkMarks } from '../paper/work.js';

/** A reader's library of references, as reference managers export it. */
export interface Library {
  format: 'bibtex' | 'ris';
  entries: LibraryEntry[];
  /** What could not be read, by line; the rest was. */
  problems: LineProblem[];
}

/** What an entry tells of which work it is. Ids are canonical; there may be none, and neither title nor authors. */
export interface LibraryEntry extends WorkMarks {
  /** Where it begins, from 1. */
  line: number;
}

export const lineProblemSchema = z.strictObject({
  /** From 1. */
  line: z.number(),
  problem: z.string(),
});
export type LineProblem = z.output<typeof lineProblemSchema>;
