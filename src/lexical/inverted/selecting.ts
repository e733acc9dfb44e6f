import { type Selection, UNDATED } from '../lexical-index.js';
import { isKind } from '../term-id.js';
import { BLOCK_ROWS, type Block } from './block.js';

/** False where a block has none of what a selection demands: a title or an author is in one block of many. */
export function mayHold({ postings }: Block, { all = [] }: Selection): boolean {
  return all.every((ids) => ids.some((id) => isKind(id, 'pair') || postings.count(id) > 0));
}

/**
 * Which rows of a block a selection allows: 1 or 0 a row, dead rows 0. The arrays are worked on
 * 32,768 rows at a time, so that they stay in the processor's cache.
 */
export function allowedRows(block: Block, selection: Selection): Uint8Array {
  const { keys, days } = block.arrays;
  const allowed = new Uint8Array(block.rows);
  const { days: range, only, except } = selection;
  for (let row = 0; row < block.rows; row++) {
    const key = keys[row] as number;
    if (key === 0 || (only && !only.has(key)) || except?.has(key)) continue;
    const day = days[row] as number;
    if (range && (day === UNDATED || day < range.from || day > range.to)) continue;
    allowed[row] = 1;
  }
  const marks = new Uint8Array(BLOCK_ROWS);
  const all = selection.all ?? [];
  for (const alternatives of [...all.filter((ids) => !hasPair(ids)), ...all.filter(hasPair)]) {
    marks.fill(0);
    for (const id of alternatives) mark(block, id, marks, allowed);
    for (let row = 0; row < allowed.length; row++) allowed[row] = (allowed[row] as number) & (marks[row] as number);
  }
  for (const id of selection.none ?? []) {
    marks.fill(0);
    mark(block, id, marks, allowed);
    for (let row = 0; row < allowed.length; row++) allowed[row] = (allowed[row] as number) & ~(marks[row] as number);
  }
  return allowed;
}

function hasPair(ids: readonly number[]): boolean {
  return ids.some((id) => isKind(id, 'pair'));
}

/** Pairs have no postings: they are looked up in the rows that are still allowed. */
function mark(block: Block, id: number, marks: Uint8Array, allowed: Uint8Array): void {
  if (!isKind(id, 'pair')) for (const row of block.postings.list(id).rows) marks[row] = 1;
  else for (let row = 0; row < allowed.length; row++) if (allowed[row] === 1 && block.has(row, id)) marks[row] = 1;
}
