import { z } from 'zod';
import { recoveringIndexes, recoveringSchema } from '../indexing/recovering.js';
import { jobStatusSchema, statusOf } from '../jobs/job.js';
import { verb } from './verb.js';

const statusSchema = z.strictObject({
  home: z.string(),
  papers: z.number(),
  /** Papers with a vector of the model in use. */
  embedded: z.number(),
  /** The model in use; `indexed` of its `dimensions` are compared. */
  model: z.strictObject({ name: z.string(), id: z.string(), dimensions: z.number(), indexed: z.number(), maxTokens: z.number() }),
  /** Work in the background of this process. */
  jobs: z.array(jobStatusSchema),
});
export type Status = z.output<typeof statusSchema>;

/** How an engine is. */
export const statusVerbs = {
  /** What is here. */
  status: verb({
    summary: 'How many papers are here, which model is in use, and what works in the background.',
    input: z.strictObject({}),
    output: statusSchema,
    run: async ({ parts: { views, lexical, home }, services }) =>
      views.use(async (dense) => {
        const { name, id, dimensions, maxTokens } = dense.model;
        // By the indexes, which know: the database would have to look at every paper.
        const [papers, embedded] = await Promise.all([lexical.size(), dense.size()]);
        const jobs = services.jobs.map(statusOf);
        return { home, papers, embedded, model: { name, id, dimensions, indexed: dense.dimensions, maxTokens }, jobs };
      }),
  }),

  /** Indexes whose thread has died, and which are being begun anew. Questions wait for them. */
  recovering: verb({
    summary: 'Indexes whose thread has died, and which are started again.',
    input: z.strictObject({}),
    output: z.array(recoveringSchema),
    run: ({ parts }) => recoveringIndexes(parts),
  }),
};
