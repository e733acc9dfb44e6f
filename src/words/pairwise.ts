import type { Block } from './block.js';
import type { DocumentFrequencies } from './idf.js';
import type { SparseVectors } from './words-index.js';

/** A paper's place in the index. */
interface Row {
  block: Block;
  row: number;
}

/**
 * Cosines of papers with others, see `WordsIndex.pairwise`. Term by term: each paper meets only those of
 * the others that share the term, so hundreds with a hundred take as long as a few comparisons with a thousand.
 */
export function pairwiseCosines(
  papers: readonly (Row | undefined)[],
  others: readonly (Row | undefined)[],
  frequencies: DocumentFrequencies,
  rarity: number,
): Float32Array {
  /** Of each term the last entry that has it; each entry knows the one before. */
  const last = new Map<number, number>();
  const entries = { column: [] as number[], value: [] as number[], before: [] as number[] };
  others.forEach((other, column) => {
    forEachTerm(other, frequencies, rarity, (id, value) => {
      entries.before.push(last.get(id) ?? -1);
      last.set(id, entries.column.length);
      entries.column.push(column);
      entries.value.push(value);
    });
  });
  const width = others.length;
  const matrix = new Float32Array(papers.length * width).fill(Number.NaN);
  papers.forEach((paper, row) => {
    if (!paper) return;
    const cells = matrix.subarray(row * width, (row + 1) * width);
    for (let column = 0; column < width; column++) if (others[column]) cells[column] = 0;
    forEachTerm(paper, frequencies, rarity, (id, value) => {
      for (let at = last.get(id) ?? -1; at >= 0; at = entries.before[at] as number) {
        const column = entries.column[at] as number;
        cells[column] = (cells[column] as number) + value * (entries.value[at] as number);
      }
    });
    // Rounding may take a paper's likeness to itself beyond 1.
    for (let column = 0; column < width; column++) cells[column] = Math.min(1, cells[column] as number);
  });
  return matrix;
}

/** See `WordsIndex.vectors`. */
export function sparseVectors(papers: readonly (Row | undefined)[], frequencies: DocumentFrequencies): SparseVectors {
  const starts = new Uint32Array(papers.length + 1);
  const [ids, values] = [[] as number[], [] as number[]];
  papers.forEach((paper, i) => {
    forEachTerm(paper, frequencies, 1, (id, value) => {
      ids.push(id);
      values.push(value);
    });
    starts[i + 1] = ids.length;
  });
  const idf = Float32Array.from(ids, (id) => frequencies.idf(id));
  return { starts, ids: Uint32Array.from(ids), values: Float32Array.from(values), idf };
}

/** A square root is ten times as fast as a power. */
function raised(idf: number, rarity: number): number {
  if (rarity === 1) return idf;
  return rarity === 1.5 ? idf * Math.sqrt(idf) : idf ** rarity;
}

/** Each term with its weight in the paper's vector of unit length. */
function forEachTerm(
  paper: Row | undefined,
  frequencies: DocumentFrequencies,
  rarity: number,
  visit: (id: number, value: number) => void,
): void {
  if (!paper) return;
  const { ids, weights } = paper.block.termsOf(paper.row);
  const values = new Float64Array(ids.length);
  let squares = 0;
  for (let i = 0; i < ids.length; i++) {
    // Facets have no weight.
    if (weights[i] === 0) continue;
    const idf = frequencies.idf(ids[i] as number);
    const value = (weights[i] as number) * raised(idf, rarity);
    values[i] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let i = 0; i < ids.length; i++) if (values[i] !== 0) visit(ids[i] as number, (values[i] as number) / length);
}
