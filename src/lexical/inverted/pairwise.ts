import type { SparseVectors } from '../lexical-index.js';
import type { Block } from './block.js';
import type { DocumentFrequencies } from './idf.js';

/** A paper's place in the index. */
interface Row {
  block: Block;
  row: number;
}

/**
 * Likenesses of papers to others, see `WordsIndex.pairwise`. Term by term: each paper meets only those of
 * the others that share the term, so hundreds with a hundred take as long as a few comparisons with a thousand.
 */
export function pairwiseCosines(
  papers: readonly (Row | undefined)[],
  others: readonly (Row | undefined)[],
  frequencies: DocumentFrequencies,
  idfExponent: 1 | 2,
): Float32Array {
  /** Of each term the last entry that has it; each entry knows the one before. */
  const last = new Map<number, number>();
  /** By its first bits alone most of what no other paper has is told apart. */
  const slots = new Uint8Array(1 << (32 - SLOT_SHIFT));
  const entries = { column: [] as number[], value: [] as number[], before: [] as number[] };
  others.forEach((other, column) => {
    const { ids, values } = unitVector(other, frequencies, idfExponent);
    ids.forEach((id, i) => {
      entries.before.push(last.get(id) ?? -1);
      last.set(id, entries.column.length);
      slots[id >>> SLOT_SHIFT] = 1;
      entries.column.push(column);
      entries.value.push(values[i] as number);
    });
  });
  const width = others.length;
  const matrix = new Float32Array(papers.length * width).fill(Number.NaN);
  papers.forEach((paper, row) => {
    if (!paper) return;
    const cells = matrix.subarray(row * width, (row + 1) * width);
    for (let column = 0; column < width; column++) if (others[column]) cells[column] = 0;
    const { ids, weights } = paper.block.termsOf(paper.row);
    const length = paper.block.lengthOf(paper.row, frequencies) || 1;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      if (slots[id >>> SLOT_SHIFT] === 0) continue;
      let at = last.get(id) ?? -1;
      const value = at < 0 ? 0 : ((weights[i] as number) * frequencies.idf(id)) / length;
      for (; at >= 0; at = entries.before[at] as number) {
        const column = entries.column[at] as number;
        cells[column] = (cells[column] as number) + value * (entries.value[at] as number);
      }
    }
    // Rounding may take a paper's likeness to itself beyond 1.
    for (let column = 0; column < width; column++) cells[column] = Math.min(1, cells[column] as number);
  });
  return matrix;
}

const SLOT_SHIFT = 16;

/** See `WordsIndex.vectors`. */
export function sparseVectors(papers: readonly (Row | undefined)[], frequencies: DocumentFrequencies): SparseVectors {
  const vectors = papers.map((paper) => unitVector(paper, frequencies, 1));
  const starts = new Uint32Array(papers.length + 1);
  vectors.forEach(({ ids }, i) => {
    starts[i + 1] = (starts[i] as number) + ids.length;
  });
  const total = starts[papers.length] as number;
  const [ids, values, idf] = [new Uint32Array(total), new Float32Array(total), new Float32Array(total)];
  vectors.forEach((vector, i) => {
    ids.set(vector.ids, starts[i]);
    values.set(vector.values, starts[i]);
  });
  for (let at = 0; at < total; at++) idf[at] = frequencies.idf(ids[at] as number);
  return { starts, ids, values, idf };
}

/** A paper's terms with their weights in its vector of unit length, facets left out. */
function unitVector(paper: Row | undefined, frequencies: DocumentFrequencies, idfExponent: 1 | 2): { ids: number[]; values: number[] } {
  const [ids, values] = [[] as number[], [] as number[]];
  if (!paper) return { ids, values };
  const { ids: all, weights } = paper.block.termsOf(paper.row);
  let squares = 0;
  for (let i = 0; i < all.length; i++) {
    // Facets have no weight.
    if (weights[i] === 0) continue;
    const idf = frequencies.idf(all[i] as number);
    const value = (weights[i] as number) * (idfExponent === 1 ? idf : idf * idf);
    ids.push(all[i] as number);
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  return { ids, values: values.map((value) => value / length) };
}
