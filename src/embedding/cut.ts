import { PaperkinError } from '../errors.js';
import type { Embedder, EmbedOptions, ModelDescription } from './embedder.js';

/**
 * The first dimensions of a vector, of unit length again. Of a model whose dimensions are in order
 * of importance (Matryoshka representation learning, Kusupati et al. 2022; or principal components,
 * as in the bundled one) these are vectors of their own.
 */
export function truncateVector(vector: Float32Array, dimensions: number): Float32Array {
  if (vector.length === dimensions) return vector;
  const kept = vector.slice(0, dimensions);
  const length = Math.sqrt(kept.reduce((sum, x) => sum + x * x, 0));
  // Nothing left in these dimensions: any direction is as good as another.
  if (length < 1e-9) return Float32Array.from(kept, (_, i) => (i === 0 ? 1 : 0));
  return kept.map((x) => x / length);
}

/** @throws INVALID_INPUT when the model has not so many. */
export function requireDimensions(model: ModelDescription, asked: number | undefined): number {
  if (asked !== undefined && asked > model.dimensions) {
    throw new PaperkinError('INVALID_INPUT', `The model ${model.name} has ${model.dimensions} dimensions, not ${asked}.`, {
      value: asked,
      remedy: `Ask for 1 to ${model.dimensions}.`,
    });
  }
  return asked ?? model.dimensions;
}

/** An embedder whose vectors are cut. */
export class CutEmbedder implements Embedder {
  readonly model: ModelDescription;
  readonly #embedder: Embedder;

  constructor(embedder: Embedder, dimensions: number | undefined) {
    this.#embedder = embedder;
    this.model = { ...embedder.model, dimensions: requireDimensions(embedder.model, dimensions) };
  }

  async embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]> {
    return (await this.#embedder.embed(texts, options)).map((vector) => truncateVector(vector, this.model.dimensions));
  }

  close(): Promise<void> {
    return this.#embedder.close();
  }
}
