import type { WordsQuery } from '../words/words-index.js';
import { DenseExamples, SparseExamples, type SparseRow, trainSvm } from './linear-svm.js';

/**
 * What a reader's likes have that other papers do not, learnt in both views: a direction among vectors, and a weight
 * for each term. Linear, so that an index finds and scores with it as with a question.
 */
export interface Taste {
  /** Unit vector. */
  meaning: Float32Array;
  words: WordsQuery;
}

/** A paper to learn from. */
export interface Example {
  /** Unit vector; undefined where it has none yet. */
  vector: Float32Array | undefined;
  ids: Uint32Array;
  /** Of each term, as they are stored. */
  weights: Uint8Array;
  /** 1 liked, -1 not. */
  label: 1 | -1;
  /** How much it counts among those of its label, above 0. */
  weight: number;
}

/** Costs, passes and the constant beside each row, on 250 readers of `followups`; flat around these. */
const MEANING = { cost: 1, passes: 20, constant: 1 };
const WORDS = { cost: 0.3, passes: 15, constant: 1 };
/** A question of more terms would not fit its index; what is left out weighs next to nothing. */
const MAX_TERMS = 20_000;

/**
 * Learns to tell what is liked from all else. Both sides count as much as the other, however many there are of each, as is
 * usual where one is rare.
 * @param idf Of each term that the examples have.
 */
export function learnTaste(examples: readonly Example[], dimensions: number, idf: ReadonlyMap<number, number>): Taste {
  return { meaning: learnMeaning(examples, dimensions), words: learnWords(examples, idf) };
}

function learnMeaning(examples: readonly Example[], dimensions: number): Float32Array {
  const known = examples.filter(({ vector }) => vector !== undefined);
  const rows = new DenseExamples(
    known.map(({ vector }) => vector as Float32Array),
    dimensions,
    MEANING.constant,
  );
  const plane = trainSvm(rows, { ...sides(known, MEANING.cost), passes: MEANING.passes }).subarray(0, dimensions);
  const length = Math.hypot(...plane) || 1;
  return Float32Array.from(plane, (x) => x / length);
}

function learnWords(examples: readonly Example[], idf: ReadonlyMap<number, number>): WordsQuery {
  const columns = new Map<number, number>();
  const rows = examples.map(({ ids, weights }): SparseRow => {
    let squares = 0;
    const values = Float32Array.from(ids, (id, i) => {
      const value = (weights[i] as number) * (idf.get(id) ?? 0);
      squares += value * value;
      return value;
    });
    const length = Math.sqrt(squares) || 1;
    return { columns: ids.map((id) => columnOf(columns, id)), values: values.map((value) => value / length) };
  });
  const plane = trainSvm(new SparseExamples(rows, columns.size, WORDS.constant), { ...sides(examples, WORDS.cost), passes: WORDS.passes });
  const terms = [...columns].map(([id, column]) => ({ id, weight: plane[column] as number })).filter(({ weight }) => weight !== 0);
  if (terms.length > MAX_TERMS) terms.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).length = MAX_TERMS;
  return {
    ids: terms.map(({ id }) => id),
    // The index itself multiplies by idf.
    weights: terms.map(({ id, weight }) => weight / (idf.get(id) || 1)),
    measure: 'cosine',
  };
}

function columnOf(columns: Map<number, number>, id: number): number {
  const known = columns.get(id);
  if (known !== undefined) return known;
  columns.set(id, columns.size);
  return columns.size - 1;
}

/** Labels and costs: each side's costs add up to half of those of all. */
function sides(examples: readonly Example[], cost: number): { labels: Int8Array; costs: Float64Array } {
  const total = { 1: 0, [-1]: 0 };
  for (const { label, weight } of examples) total[label] += weight;
  return {
    labels: Int8Array.from(examples, ({ label }) => label),
    costs: Float64Array.from(examples, ({ label, weight }) => (cost * weight * examples.length) / (2 * total[label])),
  };
}
