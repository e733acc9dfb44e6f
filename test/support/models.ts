import type { ModelDescription } from '../../src/embedding/embedder.js';

/** The description of a model that is nowhere: for tests of what is kept under its identity. */
export function inventedModel(name: string, dimensions: number): ModelDescription {
  return {
    name,
    id: `${name}@1`,
    dimensions,
    maxTokens: 256,
    folder: '',
    weights: '',
    quantised: false,
    pooling: 'mean',
    prefixes: { query: '', passage: '' },
    bytes: 0,
    licence: undefined,
  };
}
