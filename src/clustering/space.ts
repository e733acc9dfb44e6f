import type { SparseVectors } from '../lexical/lexical-index.js';
import type { TopicNumbers } from '../stores/topic-store.js';
import { type LexicalBasis, LexicalProjector } from './lsa.js';

/**
 * Where papers are clustered: both views in one vector of unit length. Of meaning what differs from the mean of all papers (what they
 * have in common tells no topic from another), of words their place in a basis of few dimensions. On `sections` (docs/figures.md) they
 * group better together than either alone.
 */
export interface TopicSpace {
  /** Mean of the vectors of a sample. */
  mean: Float32Array;
  lexical: LexicalBasis;
}

/** How much words count beside meaning, which counts 1: between .5 and 1 all is alike. */
const WORDS = 0.7;

export function dimensionsOf({ mean, lexical }: TopicSpace): number {
  return mean.length + lexical.dimensions;
}

/** The space that was written down. */
export function spaceOf({ mean, basisTerms, basisRows }: TopicNumbers): TopicSpace {
  return { mean, lexical: { dimensions: basisRows.length / (basisTerms.length || 1), terms: basisTerms, rows: basisRows } };
}

/** Places papers in a space. */
export class Placer {
  readonly #space: TopicSpace;
  readonly #words: LexicalProjector;

  constructor(space: TopicSpace) {
    this.#space = space;
    this.#words = new LexicalProjector(space.lexical);
  }

  /** @param vectors Of meaning, one after the other. @returns Unit vectors of {@link dimensionsOf}, one after the other. */
  place(vectors: Float32Array, terms: SparseVectors): Float32Array {
    const { mean, lexical } = this.#space;
    const [inDense, inLexical, inBoth] = [mean.length, lexical.dimensions, dimensionsOf(this.#space)];
    const projected = this.#words.project(terms);
    const count = vectors.length / inDense;
    const placed = new Float32Array(count * inBoth);
    for (let paper = 0; paper < count; paper++) {
      const place = placed.subarray(paper * inBoth, (paper + 1) * inBoth);
      for (let i = 0; i < inDense; i++) place[i] = (vectors[paper * inDense + i] as number) - (mean[i] as number);
      scale(place.subarray(0, inDense), 1);
      const own = place.subarray(inDense);
      own.set(projected.subarray(paper * inLexical, (paper + 1) * inLexical));
      for (let i = 0; i < inLexical; i++) own[i] = WORDS * (own[i] as number);
      scale(place, 1);
    }
    return placed;
  }
}

/** In place; what has no length stays without. */
function scale(vector: Float32Array, length: number): void {
  let square = 0;
  for (const x of vector) square += x * x;
  if (square < 1e-12) return;
  const factor = length / Math.sqrt(square);
  for (let i = 0; i < vector.length; i++) vector[i] = factor * (vector[i] as number);
}

/** Mean of vectors, one after the other. */
export function meanOf(vectors: Float32Array, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  const count = vectors.length / dimensions;
  for (let i = 0; i < vectors.length; i++) sum[i % dimensions] = (sum[i % dimensions] as number) + (vectors[i] as number);
  return Float32Array.from(sum, (x) => x / (count || 1));
}
