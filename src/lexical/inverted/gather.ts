import type { BestKeys } from './best-keys.js';
import type { Block } from './block.js';

/** A term of a query, and what its weight in a paper is multiplied by. */
export interface WeightedTerm {
  id: number;
  factor: number;
}

/**
 * Adds up what the terms give to each paper of a block, and offers the papers to `found`: by their sums, or
 * by those divided by a stand-in for the paper's length.
 * @param sums All 0, and so again afterwards; as long as the block has rows, so that it stays in the processor's cache.
 * @param allowed 1 for each row that may be found; undefined: all.
 */
export function gather(
  block: Block,
  terms: readonly WeightedTerm[],
  sums: Float32Array,
  allowed: Uint8Array | undefined,
  byLength: boolean,
  found: BestKeys,
): void {
  const { keys, lengths } = block.arrays;
  const lists = terms.map(({ id }) => block.postings.list(id));
  for (const [i, { rows, weights }] of lists.entries()) {
    const { factor } = terms[i] as WeightedTerm;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      sums[row] = (sums[row] as number) + factor * (weights[at] as number);
    }
  }
  let floor = lowered(found.floor);
  const offer = (row: number) => {
    const sum = sums[row] as number;
    sums[row] = 0;
    const length = byLength ? (lengths[row] as number) : 1;
    // Nearly all end at the first condition: dividing by the length is for the others.
    if (sum < floor * length || sum === 0 || keys[row] === 0 || allowed?.[row] === 0) return;
    found.add(keys[row] as number, sum / length);
    floor = lowered(found.floor);
  };
  const postings = lists.reduce((count, { rows }) => count + rows.length, 0);
  if (postings > block.rows) for (let row = 0; row < block.rows; row++) offer(row);
  // Of terms in few papers, over the postings once more instead of over all rows.
  else for (const { rows } of lists) for (let at = 0; at < rows.length; at++) offer(rows[at] as number);
}

/** So little that a product and a quotient that are rounded apart still count as equal. */
function lowered(floor: number): number {
  return floor * (1 - 1e-12);
}
