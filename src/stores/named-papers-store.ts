import { z } from 'zod';

/** The papers of named topics as they are kept: among 50,000 they take seconds to find. */

/** Key, score, and the parts of the score: what the name says, its words, what was learnt, feedback. */
const paperSchema = z.tuple([z.int().positive(), z.number(), z.number(), z.number(), z.number(), z.number()]);

export const keptPapersSchema = z.strictObject({
  /** Of what topic and what papers they are, see `NamedResults`. */
  state: z.string(),
  threshold: z.number(),
  literal: z.int().nonnegative(),
  papers: z.array(paperSchema),
});
export type KeptPapers = z.output<typeof keptPapersSchema>;

/** Where they are kept. All of it can be found anew. */
export interface NamedPapersStore {
  /** Undefined where there is nothing, or nothing that can be read. */
  read(id: string): Promise<KeptPapers | undefined>;
  write(id: string, kept: KeptPapers): Promise<void>;
  remove(id: string): Promise<void>;
}
