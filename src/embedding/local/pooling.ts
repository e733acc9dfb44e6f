import type { Pooling } from '../embedder.js';

/**
 * One vector a text from one vector a token, for networks that do not do it themselves.
 * `states` is texts × tokens × dimensions, padded to the longest; `lengths` are the texts' tokens.
 */
export function pool(states: Float32Array, lengths: readonly number[], dimensions: number, pooling: Pooling): Float32Array {
  const vectors = new Float32Array(lengths.length * dimensions);
  const padded = states.length / lengths.length / dimensions;
  lengths.forEach((length, row) => {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const first = row * padded * dimensions;
    if (pooling === 'cls') vector.set(states.subarray(first, first + dimensions));
    else
      for (let token = 0; token < length; token++) {
        const start = first + token * dimensions;
        for (let i = 0; i < dimensions; i++) vector[i] = (vector[i] ?? 0) + (states[start + i] ?? 0) / length;
      }
  });
  return vectors;
}
