import type { SparseVectors } from '../lexical/lexical-index.js';
import { seededRandom } from '../numeric/random.js';

/** How words become dense: a row of numbers a term. Papers that use words of one field lie near each other in it. */
export interface LexicalBasis {
  dimensions: number;
  /** Terms by number; row `i` of `rows` is that of `terms[i]`. */
  terms: Uint32Array;
  rows: Float32Array;
}

/** Of a sample so many papers are looked at, */
const PAPERS = 8_000;
/** and of these the terms that some have: the others tell nothing of how terms occur together. */
const LEAST_PAPERS = 4;
/** Directions beyond those that are kept: they make these exact. */
const SPARE = 8;
/** Times that the directions are multiplied by the matrix and back. */
const POWERS = 2;
const SLOT_SHIFT = 12;

/**
 * The directions in which sparse vectors differ most: latent semantic analysis, by randomised subspace iteration (Halko, Martinsson
 * and Tropp, 2011). Any basis of that space will do, since only distances in it count: so nothing is left to be diagonalised.
 */
export async function lexicalBasis(papers: SparseVectors, dimensions: number, seed: number, signal?: AbortSignal): Promise<LexicalBasis> {
  const count = Math.min(PAPERS, papers.starts.length - 1);
  const { columns, terms } = frequentTerms(papers.ids.subarray(0, papers.starts[count]));
  const random = seededRandom(seed);
  const width = dimensions + SPARE;
  let basis: Float32Array = Float32Array.from({ length: terms.length * width }, () => random() - 0.5);
  for (let power = 0; power < POWERS; power++) {
    const image = new Float32Array(basis.length);
    const projected = new Float64Array(width);
    for (let paper = 0; paper < count; paper++) {
      if (paper % 512 === 0) {
        signal?.throwIfAborted();
        await new Promise(setImmediate);
      }
      const [from, to] = [papers.starts[paper] as number, papers.starts[paper + 1] as number];
      projected.fill(0);
      for (let at = from; at < to; at++) addRow(projected, basis, columns[at] as number, papers.values[at] as number);
      for (let at = from; at < to; at++) addTo(image, columns[at] as number, projected, papers.values[at] as number);
    }
    basis = orthonormal(image, terms.length, width);
  }
  const rows = new Float32Array(terms.length * dimensions);
  for (let term = 0; term < terms.length; term++) rows.set(basis.subarray(term * width, term * width + dimensions), term * dimensions);
  return { dimensions, terms, rows };
}

/** Vectors of papers in that basis, of unit length, one after the other; 0 where a paper has none of its terms. */
export class LexicalProjector {
  readonly #basis: LexicalBasis;
  readonly #places: Map<number, number>;
  /** By its first bits alone most of what the basis does not have is told apart. */
  readonly #slots = new Uint8Array(1 << (32 - SLOT_SHIFT));

  constructor(basis: LexicalBasis) {
    this.#basis = basis;
    this.#places = new Map(Array.from(basis.terms, (term, i) => [term, i]));
    for (const term of basis.terms) this.#slots[term >>> SLOT_SHIFT] = 1;
  }

  project({ starts, ids, values }: SparseVectors): Float32Array {
    const { dimensions, rows } = this.#basis;
    const projected = new Float32Array((starts.length - 1) * dimensions);
    const sum = new Float64Array(dimensions);
    for (let paper = 0; paper + 1 < starts.length; paper++) {
      sum.fill(0);
      for (let at = starts[paper] as number; at < (starts[paper + 1] as number); at++) {
        const id = ids[at] as number;
        if (this.#slots[id >>> SLOT_SHIFT] === 1) addRow(sum, rows, this.#places.get(id) ?? -1, values[at] as number);
      }
      let square = 0;
      for (const x of sum) square += x * x;
      if (square < 1e-12) continue;
      const length = Math.sqrt(square);
      for (let i = 0; i < dimensions; i++) projected[paper * dimensions + i] = (sum[i] as number) / length;
    }
    return projected;
  }
}

/** Of each entry the column of its term; -1 where too few papers have it. */
function frequentTerms(ids: Uint32Array): { columns: Int32Array; terms: Uint32Array } {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const terms = Uint32Array.from([...counts].filter(([, count]) => count >= LEAST_PAPERS).map(([id]) => id)).sort();
  const places = new Map(Array.from(terms, (term, i) => [term, i]));
  return { columns: Int32Array.from(ids, (id) => places.get(id) ?? -1), terms };
}

function addRow(sum: Float64Array, rows: Float32Array, row: number, factor: number): void {
  if (row < 0) return;
  const start = row * sum.length;
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (rows[start + i] as number);
}

function addTo(rows: Float32Array, row: number, what: Float64Array, factor: number): void {
  if (row < 0) return;
  const start = row * what.length;
  for (let i = 0; i < what.length; i++) rows[start + i] = (rows[start + i] as number) + factor * (what[i] as number);
}

/** Columns made orthonormal, the first first: Gram-Schmidt, twice, since once leaves what rounding adds. */
function orthonormal(matrix: Float32Array, height: number, width: number): Float32Array {
  const columns = Array.from({ length: width }, (_, c) => Float64Array.from({ length: height }, (_, r) => matrix[r * width + c] as number));
  columns.forEach((column, c) => {
    for (let again = 0; again < 2; again++) {
      for (const before of columns.slice(0, c)) {
        let product = 0;
        for (let r = 0; r < height; r++) product += (column[r] as number) * (before[r] as number);
        for (let r = 0; r < height; r++) column[r] = (column[r] as number) - product * (before[r] as number);
      }
    }
    const length = Math.sqrt(column.reduce((sum, x) => sum + x * x, 0));
    if (length < 1e-9) column.fill(0);
    else for (let r = 0; r < height; r++) column[r] = (column[r] as number) / length;
  });
  const result = new Float32Array(matrix.length);
  columns.forEach((column, c) => {
    for (let r = 0; r < height; r++) result[r * width + c] = column[r] as number;
  });
  return result;
}
