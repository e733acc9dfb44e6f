import type { Block } from './block.js';
import type { DocumentFrequencies } from './idf.js';

/** A paper's place in the index. */
interface Row {
  block: Block;
  row: number;
}

/**
 * Cosines of papers among themselves, see `WordsIndex.pairwise`. Term by term: each paper meets only
 * those before it that share the term, so a hundred papers take as long as a few comparisons with a thousand.
 */
export function pairwiseCosines(papers: readonly (Row | undefined)[], frequencies: DocumentFrequencies): Float32Array {
  const size = papers.length;
  const matrix = new Float32Array(size ** 2).fill(Number.NaN);
  /** Of each term the last entry that has it; each entry knows the one before. */
  const last = new Map<number, number>();
  const entries = { paper: [] as number[], value: [] as number[], before: [] as number[] };
  papers.forEach((paper, row) => {
    if (!paper) return;
    for (let other = 0; other <= row; other++) if (papers[other]) matrix[row * size + other] = 0;
    const { ids, weights } = paper.block.termsOf(paper.row);
    const length = paper.block.lengthOf(paper.row, frequencies) || 1;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      // Facets have no weight.
      if (weights[i] === 0) continue;
      const value = ((weights[i] as number) * frequencies.idf(id)) / length;
      const before = last.get(id) ?? -1;
      last.set(id, entries.paper.length);
      entries.paper.push(row);
      entries.value.push(value);
      entries.before.push(before);
      for (let at = entries.paper.length - 1; at >= 0; at = entries.before[at] as number) {
        const cell = row * size + (entries.paper[at] as number);
        matrix[cell] = (matrix[cell] as number) + value * (entries.value[at] as number);
      }
    }
    for (let other = 0; other <= row; other++) {
      matrix[row * size + other] = matrix[other * size + row] = Math.min(1, matrix[row * size + other] as number);
    }
  });
  return matrix;
}
