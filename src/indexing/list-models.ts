import { z } from 'zod';
import type { ModelDescription } from '../embedding/embedder.js';
import type { ModelCatalogue } from '../embedding/model-choice.js';
import { throwIfAborted } from '../errors.js';
import type { ModelChoiceStore } from '../stores/model-choice-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { DenseViews } from './dense-views.js';

/** A model on this machine, as a person chooses among them. */
export const modelInfoSchema = z.strictObject({
  name: z.string(),
  /** Identity of its vectors; undefined, as all that follows, when it cannot be used. */
  id: z.string().exactOptional(),
  folder: z.string(),
  /** Why it cannot be used. */
  problem: z.string().exactOptional(),
  /** `current` answers questions; `previous` did; `next` is being made ready. */
  use: z.enum(['current', 'previous', 'next']).exactOptional(),
  dimensions: z.number().exactOptional(),
  /** How many dimensions are indexed, of a model in use. */
  indexed: z.number().exactOptional(),
  maxTokens: z.number().exactOptional(),
  pooling: z.string().exactOptional(),
  /** Size on disk of weights and tokeniser. */
  bytes: z.number().exactOptional(),
  licence: z.string().optional(),
  /** Papers here that have its vector. */
  vectors: z.number().exactOptional(),
  /** Abstracts a second on this machine, measured now; undefined when it was not asked for. */
  speed: z.number().exactOptional(),
});
export type ModelInfo = z.output<typeof modelInfoSchema>;

export interface ListModelsOptions {
  /** Measures the speed of each, which takes a second or two a model. Default false. */
  measure?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** The models in use and all others on this machine, those in use first. */
export async function listModels(
  { store, views, choices, catalogue }: { store: PaperStore; views: DenseViews; choices: ModelChoiceStore; catalogue: ModelCatalogue },
  { measure = false, signal }: ListModelsOptions = {},
): Promise<ModelInfo[]> {
  const { previous, next } = await choices.read();
  const vectors = new Map((await store.models()).map(({ id, vectors: count }) => [id, count]));
  const infos: ModelInfo[] = [];
  const add = async (model: ModelDescription, more: Partial<ModelInfo> = {}) => {
    // One model may be in use twice, with other dimensions: its speed is the same.
    const known = infos.find(({ id }) => id === model.id)?.speed;
    const speed = measure ? { speed: known ?? (await catalogue.measure(model, signal)) } : {};
    const { name, id, folder, dimensions, maxTokens, pooling, bytes, licence } = model;
    infos.push({ name, id, folder, ...more, dimensions, maxTokens, pooling, bytes, licence, vectors: vectors.get(id) ?? 0, ...speed });
  };
  const inUse = [
    ['current', await views.choice()],
    ['previous', previous],
    ['next', next],
  ] as const;
  for (const [use, choice] of inUse) {
    throwIfAborted(signal);
    if (!choice) continue;
    // A model in use may have been deleted since: then that is what is told.
    const model = await catalogue.describe(choice).catch((error: Error) => error);
    if (model instanceof Error) infos.push({ name: choice.model, folder: choice.model, use, problem: model.message });
    else await add(model, { use, indexed: choice.dimensions ?? model.dimensions });
  }
  for (const entry of await catalogue.list()) {
    throwIfAborted(signal);
    if ('problem' in entry) infos.push({ name: entry.folder, folder: entry.folder, problem: entry.problem });
    else if (!infos.some(({ id }) => id === entry.model.id)) await add(entry.model);
  }
  return infos;
}
