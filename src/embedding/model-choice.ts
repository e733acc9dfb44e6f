import type { ModelChoice } from '../stores/model-choice-store.js';
import type { ModelDescription } from './embedder.js';

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
