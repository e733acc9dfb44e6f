import {
  addLanes,
  advance,
  compile,
  get,
  load,
  loadInt32,
  loadWidened,
  loop,
  type Memory,
  multiplyAddPairs,
  type Program,
  repeatWhileBelow,
  set,
  start,
  storeInt32,
  sumOfLanes,
  zeros,
} from './code.js';

/** Rows that one turn of the program multiplies. */
export const ROWS_AT_ONCE = 4;
/** Numbers of a row that one turn of its inner loop multiplies. */
export const LANES = 16;

/**
 * Inner products of many int8 rows with one int16 query, in WebAssembly's 128-bit instructions:
 * some 16 times faster than the same loop in JavaScript, for which V8 uses none of them. Four rows at a
 * time, so that the processor waits for four places of memory at once:
 *
 *     for each four of the list:
 *       sum of each row = 0
 *       while query < end, eight numbers at a time:
 *         sum of each row += numbers of the row, widened to int16, times those of the query (added in pairs to int32)
 *       the four addresses in the list = the four sums
 */
export function simdDot(): { memory: Memory; dot: Dot } {
  program ??= compile({ parameters: 4, numbers: 1 + ROWS_AT_ONCE, vectors: 1 + ROWS_AT_ONCE, code: code() });
  const { memory, run } = start(program);
  return { memory, dot: run };
}

/**
 * Puts in the place of each row's address (uint32) its product (int32), which must stay below 2^31. All arguments are
 * addresses in the memory, in bytes. The list has a multiple of {@link ROWS_AT_ONCE}, the query one of {@link LANES}.
 */
export type Dot = (list: number, listEnd: number, query: number, queryEnd: number) => void;

/** Compiled once a thread. */
let program: Program | undefined;

// Locals: the arguments first.
const LIST = 0;
const LIST_END = 1;
const QUERY = 2;
const QUERY_END = 3;
const AT = 4;
const ROW = 5;
const NUMBERS = ROW + ROWS_AT_ONCE;
const SUM = NUMBERS + 1;

const eachRow = (one: (row: number) => number[]) => Array.from({ length: ROWS_AT_ONCE }, (_, row) => one(row)).flat();

function code(): number[] {
  const multiplyEight = (offset: number) => [
    ...[...get(AT), ...load(2 * offset), ...set(NUMBERS)],
    ...eachRow((row) => [
      ...[...get(ROW + row), ...loadWidened(offset), ...get(NUMBERS), ...multiplyAddPairs],
      ...[...get(SUM + row), ...addLanes, ...set(SUM + row)],
    ]),
  ];
  return loop([
    ...eachRow((row) => [...get(LIST), ...loadInt32(4 * row), ...set(ROW + row), ...zeros, ...set(SUM + row)]),
    ...[...get(QUERY), ...set(AT)],
    ...loop([
      ...[...multiplyEight(0), ...multiplyEight(8)],
      ...eachRow((row) => advance(ROW + row, LANES)),
      ...[...advance(AT, 2 * LANES), ...repeatWhileBelow(AT, QUERY_END)],
    ]),
    ...eachRow((row) => [...get(LIST), ...sumOfLanes(SUM + row), ...storeInt32(4 * row)]),
    ...[...advance(LIST, 4 * ROWS_AT_ONCE), ...repeatWhileBelow(LIST, LIST_END)],
  ]);
}
