import { z } from 'zod';
import { embedJob, type LongWork } from '../importing/importer.js';
import { type ChangeJob, changeModel, rollBackModel } from '../indexing/change-model.js';
import { embedResultSchema } from '../indexing/embed-papers.js';
import { listModels, modelInfoSchema } from '../indexing/list-models.js';
import { removeModel } from '../indexing/remove-model.js';
import { modelChoiceSchema } from '../stores/model-choice-store.js';
import { type VerbContext, verb, withStopping } from './verb.js';

/** Which model makes the vectors. */
export const modelVerbs = {
  /** The models in use and those on this machine. */
  models: verb({
    summary: 'The models in use and those on this machine.',
    input: z.strictObject({ measure: z.boolean().optional().describe('measures the speed of each: a second or two a model') }),
    output: z.array(modelInfoSchema),
    run: ({ parts }, query, { signal }: Pick<LongWork, 'signal'>) => listModels(parts, { ...query, signal }),
  }),

  /**
   * Gives every paper its vector by another model, or indexes another number of dimensions, beside the old index, which answers until
   * the new one is complete. Interrupted, it resumes the next time.
   * @throws MODEL_NOT_FOUND, MODEL_UNREADABLE, INVALID_INPUT (too many dimensions), STORE_LOCKED
   */
  useModel: verb({
    summary: 'Changes the model, or how many dimensions are indexed.',
    input: modelChoiceSchema,
    output: embedResultSchema,
    run: (context, choice, options: LongWork) => {
      const { store, views, choices } = context.parts;
      return changeModel(store, views, choices, choice, changeJob(options, context));
    },
  }),

  /** Goes back to the model before the last `useModel`. @throws INVALID_INPUT when there is none; what useModel throws */
  rollBackModel: verb({
    summary: 'Goes back to the model before the last change.',
    input: z.strictObject({}),
    output: embedResultSchema,
    run: (context, _query, options: LongWork) => {
      const { store, views, choices } = context.parts;
      return rollBackModel(store, views, choices, changeJob(options, context));
    },
  }),

  /** Forgets the vectors of a model that is not in use, by name or identity. @throws MODEL_IN_USE, MODEL_NOT_FOUND, STORE_LOCKED */
  removeModel: verb({
    summary: 'Removes the vectors of a model that is not in use.',
    input: z.strictObject({ name: z.string() }),
    output: z.strictObject({ removed: z.number() }),
    run: ({ parts }, { name }) => removeModel(parts, name),
  }),
};

function changeJob(options: LongWork, context: VerbContext): ChangeJob {
  const work = withStopping(options, context);
  return { ...embedJob(work), onIndexing: () => work.onProgress?.({ phase: 'indexing' }) };
}
