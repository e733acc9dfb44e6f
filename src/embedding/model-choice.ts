import { z } from 'zod';
import type { ModelDescription } from './embedder.js';

/** Which model a folder of papers uses, and how: what a person chose, not yet looked at. */
export const modelChoiceSchema = z.strictObject({
  /** Name, folder or ONNX file. */
  model: z.string().min(1),
  /** How many dimensions are indexed and compared; absent: all. */
  dimensions: z.int().positive().optional(),
  pooling: z.enum(['mean', 'cls']).optional(),
  queryPrefix: z.string().optional(),
  passagePrefix: z.string().optional(),
});
export type ModelChoice = z.output<typeof modelChoiceSchema>;

/** The choices of a folder of papers. */
export const modelChoicesSchema = z.strictObject({
  /** Answers questions; absent: the model that ships. */
  current: modelChoiceSchema.optional(),
  /** Answered before it, and is there to go back to. */
  previous: modelChoiceSchema.optional(),
  /** Is being made ready: it takes over when every paper has its vector. */
  next: modelChoiceSchema.optional(),
});
export type ModelChoices = z.output<typeof modelChoicesSchema>;

/** Where the choices are kept; every process that uses the folder reads them. */
export interface ModelChoiceStore {
  read(): Promise<ModelChoices>;
  /** Replaces them in one step: whoever reads sees the old ones or the new ones. */
  write(choices: ModelChoices): Promise<void>;
}

/** A choice for one process: another model is not to be had with the dimensions and prefixes that were chosen for this one. */
export function overridden(chosen: ModelChoice, override: Partial<ModelChoice>): ModelChoice {
  return override.model === undefined ? { ...chosen, ...override } : { ...override, model: override.model };
}

export function sameChoice(a: ModelChoice, b: ModelChoice): boolean {
  const plain = ({ model, dimensions, pooling, queryPrefix, passagePrefix }: ModelChoice) =>
    JSON.stringify([model, dimensions, pooling, queryPrefix, passagePrefix]);
  return plain(a) === plain(b);
}

/** The models on this machine. */
export interface ModelCatalogue {
  /** All that can be read, the bundled one first. */
  list(): Promise<CatalogueEntry[]>;
  /** @throws MODEL_NOT_FOUND, MODEL_UNREADABLE */
  describe(choice: ModelChoice): Promise<ModelDescription>;
  /** Abstracts a second on this machine, measured now with texts of about 230 tokens; takes a second or two. */
  measure(model: ModelDescription, signal?: AbortSignal): Promise<number>;
}

/** `problem` says why a folder with an ONNX file is not a model that can be used. */
export type CatalogueEntry = { folder: string; model: ModelDescription } | { folder: string; problem: string };
