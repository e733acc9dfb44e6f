import { seededRandom } from '../numeric/random.js';

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., 2008, the
 * method of LIBLINEAR): some thousand papers in milliseconds. No package trains one in JavaScript: those that exist
 * are LIBSVM in WebAssembly, which keeps a kernel matrix and takes seconds.
 */

/** Examples, a row each; a constant is part of every row, so that the plane need not go through the origin. */
export interface TrainingExamples {
  count: number;
  /** How many weights there are. */
  width: number;
  product(row: number, weights: Float64Array): number;
  add(row: number, factor: number, weights: Float64Array): void;
  squares(row: number): number;
}

export interface Training {
  /** 1 or -1 a row. */
  labels: Int8Array;
  /** How much it costs to have a row on the wrong side, above 0. */
  costs: Float64Array;
  /** Passes over all examples, at most. */
  passes: number;
}

/** No pass goes on when the one before has moved nothing by more than this. */
const TOLERANCE = 0.01;
const SEED = 20080705;

/** The weights of the plane that tells the examples apart. Examples of one order give one plane. */
export function trainSvm(examples: TrainingExamples, { labels, costs, passes }: Training): Float64Array {
  const weights = new Float64Array(examples.width);
  const { count } = examples;
  const shares = new Float64Array(count);
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  const random = seededRandom(SEED);
  const diagonal = Float64Array.from(costs, (cost) => 1 / (2 * cost));
  const curvature = diagonal.map((d, row) => d + examples.squares(row));
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    let moved = 0;
    for (const row of order) {
      const label = labels[row] as number;
      const share = shares[row] as number;
      const gradient = label * examples.product(row, weights) - 1 + (diagonal[row] as number) * share;
      // At its bound, and pushed beyond it.
      if (share === 0 && gradient >= 0) continue;
      moved = Math.max(moved, Math.abs(gradient));
      const next = Math.max(share - gradient / (curvature[row] as number), 0);
      shares[row] = next;
      examples.add(row, (next - share) * label, weights);
    }
    if (moved < TOLERANCE) break;
  }
  return weights;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}

/** Rows of vectors, one after the other. The last weight is that of the constant. */
export class DenseExamples implements TrainingExamples {
  readonly count: number;
  readonly width: number;
  readonly #vectors: readonly Float32Array[];
  readonly #constant: number;

  constructor(vectors: readonly Float32Array[], dimensions: number, constant: number) {
    this.#vectors = vectors;
    this.count = vectors.length;
    this.width = dimensions + 1;
    this.#constant = constant;
  }

  product(row: number, weights: Float64Array): number {
    const vector = this.#vectors[row] as Float32Array;
    let sum = this.#constant * (weights[vector.length] as number);
    for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) * (weights[i] as number);
    return sum;
  }

  add(row: number, factor: number, weights: Float64Array): void {
    const vector = this.#vectors[row] as Float32Array;
    for (let i = 0; i < vector.length; i++) weights[i] = (weights[i] as number) + factor * (vector[i] as number);
    weights[vector.length] = (weights[vector.length] as number) + factor * this.#constant;
  }

  squares(row: number): number {
    return squaresOf(this.#vectors[row] as Float32Array, this.#constant);
  }
}

/** A paper's terms as columns, and how much of each. */
export interface SparseRow {
  columns: Uint32Array;
  values: Float32Array;
}

/** The same of sparse rows. */
export class SparseExamples implements TrainingExamples {
  readonly count: number;
  readonly width: number;
  readonly #rows: readonly SparseRow[];
  readonly #constant: number;

  constructor(rows: readonly SparseRow[], columns: number, constant: number) {
    this.#rows = rows;
    this.count = rows.length;
    this.width = columns + 1;
    this.#constant = constant;
  }

  product(row: number, weights: Float64Array): number {
    const { columns, values } = this.#rows[row] as SparseRow;
    let sum = this.#constant * (weights[this.width - 1] as number);
    for (let i = 0; i < columns.length; i++) sum += (values[i] as number) * (weights[columns[i] as number] as number);
    return sum;
  }

  add(row: number, factor: number, weights: Float64Array): void {
    const { columns, values } = this.#rows[row] as SparseRow;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as number;
      weights[column] = (weights[column] as number) + factor * (values[i] as number);
    }
    weights[this.width - 1] = (weights[this.width - 1] as number) + factor * this.#constant;
  }

  squares(row: number): number {
    return squaresOf((this.#rows[row] as SparseRow).values, this.#constant);
  }
}

function squaresOf(values: Float32Array, constant: number): number {
  let sum = constant ** 2;
  // Not \`reduce\`, which takes ten times as long.
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return sum;
}
