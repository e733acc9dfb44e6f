import { QuantisedMatrix } from '../dense/quantised-matrix.js';
import type { Neighbour } from '../dense/vector-index.js';
import { sampleOf } from '../numeric/random.js';
import { KeySet } from '../paper/key-set.js';

/**
 * Papers drawn at random, each as likely as any other, so that a field has as many landmarks as its papers deserve. The same
 * keys and seed give the same ones in the same order, however the keys are ordered. All, where there are no more than `count`.
 */
export function chooseLandmarks(keys: Iterable<number>, count: number, seed: number): number[] {
  return sampleOf([...new KeySet(keys)], count, seed);
}

/**
 * The vectors of landmarks in the memory of one thread, all of which are compared with a paper: 4,000 take some 150 µs. They
 * are told by their row, from 0.
 */
export class LandmarkVectors {
  readonly count: number;
  readonly #matrix: QuantisedMatrix;
  readonly #all: KeySet;
  readonly #vectors: Float32Array;

  /** @param vectors unit vectors, one after the other */
  constructor(vectors: Float32Array, dimensions: number) {
    this.#vectors = vectors;
    this.count = vectors.length / dimensions;
    this.#matrix = new QuantisedMatrix(dimensions);
    for (let row = 0; row < this.count; row++) this.#matrix.set(row + 1, this.vector(row));
    this.#all = new KeySet(Array.from({ length: this.count }, (_, row) => row + 1));
  }

  vector(row: number): Float32Array {
    const { dimensions } = this.#matrix;
    return this.#vectors.subarray(row * dimensions, (row + 1) * dimensions);
  }

  /** The `k` landmarks most similar to a vector, most similar first; `key` is the row. Similarities are some thousandths off. */
  nearest(vector: Float32Array, k: number): Neighbour[] {
    return this.#matrix.nearest(vector, k, this.#all).map(({ key, similarity }) => ({ key: key - 1, similarity }));
  }

  /** The same for a landmark: the others that are near it. */
  nearestTo(row: number, k: number): Neighbour[] {
    return this.nearest(this.vector(row), k + 1)
      .filter(({ key }) => key !== row)
      .slice(0, k);
  }
}
