import {
  ADD,
  addLanes,
  advance,
  compile,
  constant,
  GREATER,
  get,
  load,
  loadWidened,
  loop,
  type Memory,
  MULTIPLY,
  multiplyAddPairs,
  type Program,
  repeatWhileBelow,
  SELECT,
  set,
  start,
  storeInt32,
  sumOfLanes,
  zeros,
} from './code.js';

/** Rows, and centroids, of which one turn of the program has the products: as many as keep their sums in registers. */
export const ROWS_AT_ONCE = 4;
export const CENTROIDS_AT_ONCE = 2;
/** A row and a centroid have a multiple of so many numbers. */
export const LANES = 16;

/**
 * Of each int8 row the int16 centroid with which its inner product is greatest, in WebAssembly's 128-bit instructions. No product is
 * ever written down: four rows meet two centroids in registers, and only the best so far is kept, as in Flash-KMeans (2026). So the
 * rows are read once, the centroids come from the second cache, and a product of 256 numbers takes some 10 ns:
 *
 *     for each four rows:
 *       best of each row = none
 *       for each two centroids:
 *         eight sums = 0
 *         for eight numbers at a time: each sum += numbers of its row, widened to int16, times those of its centroid
 *         best of each row = the greater of it and its two sums; of equal ones the first
 *       write the four best: which, and the product
 */
export function simdNearest(): { memory: Memory; nearest: Nearest } {
  program ??= compile({ parameters: 6, numbers: INT32_LOCALS, vectors: VECTOR_LOCALS, code: code() });
  const { memory, run } = start(program);
  return { memory, nearest: run };
}

/**
 * Writes for each row two int32: the number of its centroid, and the product, which must stay below 2^31. All arguments but `length`,
 * the numbers of a row, are addresses in the memory, in bytes. There are multiples of {@link ROWS_AT_ONCE} rows and
 * {@link CENTROIDS_AT_ONCE} centroids, one after the other.
 */
export type Nearest = (rows: number, rowsEnd: number, centroids: number, centroidsEnd: number, length: number, out: number) => void;

/** Compiled once a thread. */
let program: Program | undefined;

// Locals: the arguments first.
const [ROWS, ROWS_END, CENTROIDS, CENTROIDS_END, LENGTH, OUT] = [0, 1, 2, 3, 4, 5] as const;
/** Where the first of the centroids begins that are compared, and its number. */
const CENTROID = 6;
const NUMBER = 7;
/** How far into rows it has come, in bytes; into centroids it is twice as far. */
const AT = 8;
const SCORE = 9;
const BEST = 10;
const WHICH = BEST + ROWS_AT_ONCE;
const ROW = WHICH + ROWS_AT_ONCE;
/** Where in each of the centroids it is. */
const IN_CENTROID = ROW + ROWS_AT_ONCE;
const NUMBERS = IN_CENTROID + CENTROIDS_AT_ONCE;
const OTHERS = NUMBERS + CENTROIDS_AT_ONCE;
const SUM = OTHERS + 1;
const INT32_LOCALS = NUMBERS - CENTROID;
const VECTOR_LOCALS = SUM + ROWS_AT_ONCE * CENTROIDS_AT_ONCE - NUMBERS;

const LEAST = -(2 ** 31);
const WIDENED = 8;

const eachRow = (one: (row: number) => number[]) => Array.from({ length: ROWS_AT_ONCE }, (_, row) => one(row)).flat();
const eachCentroid = (one: (centroid: number) => number[]) =>
  Array.from({ length: CENTROIDS_AT_ONCE }, (_, centroid) => one(centroid)).flat();
const sumOf = (row: number, centroid: number) => SUM + CENTROIDS_AT_ONCE * row + centroid;
const plusLengths = (address: number, lengths: number) => [...get(address), ...get(LENGTH), ...constant(lengths), MULTIPLY, ADD];

function code(): number[] {
  const multiplyEight = (offset: number) => [
    ...eachCentroid((centroid) => [...get(IN_CENTROID + centroid), ...load(2 * offset), ...set(NUMBERS + centroid)]),
    ...eachRow((row) => [
      ...[...get(ROW + row), ...get(AT), ADD, ...loadWidened(offset), ...set(OTHERS)],
      ...eachCentroid((centroid) => [
        ...[...get(OTHERS), ...get(NUMBERS + centroid), ...multiplyAddPairs],
        ...[...get(sumOf(row, centroid)), ...addLanes, ...set(sumOf(row, centroid))],
      ]),
    ]),
  ];
  const keepTheBetter = (row: number, centroid: number) => {
    const isBetter = [...get(SCORE), ...get(BEST + row), GREATER];
    return [
      ...[...sumOfLanes(sumOf(row, centroid)), ...set(SCORE)],
      ...[...get(NUMBER), ...constant(centroid), ADD, ...get(WHICH + row), ...isBetter, SELECT, ...set(WHICH + row)],
      ...[...get(SCORE), ...get(BEST + row), ...isBetter, SELECT, ...set(BEST + row)],
    ];
  };
  return loop([
    ...eachRow((row) => [...plusLengths(ROWS, row), ...set(ROW + row)]),
    ...eachRow((row) => [...constant(LEAST), ...set(BEST + row)]),
    ...[...get(CENTROIDS), ...set(CENTROID), ...constant(0), ...set(NUMBER)],
    ...loop([
      ...eachRow((row) => eachCentroid((centroid) => [...zeros, ...set(sumOf(row, centroid))])),
      ...eachCentroid((centroid) => [...plusLengths(CENTROID, 2 * centroid), ...set(IN_CENTROID + centroid)]),
      ...[...constant(0), ...set(AT)],
      ...loop([
        ...[...multiplyEight(0), ...multiplyEight(WIDENED)],
        ...eachCentroid((centroid) => advance(IN_CENTROID + centroid, 2 * LANES)),
        ...[...advance(AT, LANES), ...repeatWhileBelow(AT, LENGTH)],
      ]),
      ...eachRow((row) => eachCentroid((centroid) => keepTheBetter(row, centroid))),
      ...[...plusLengths(CENTROID, 2 * CENTROIDS_AT_ONCE), ...set(CENTROID)],
      ...[...advance(NUMBER, CENTROIDS_AT_ONCE), ...repeatWhileBelow(CENTROID, CENTROIDS_END)],
    ]),
    ...eachRow((row) => [
      ...[...get(OUT), ...get(WHICH + row), ...storeInt32(8 * row)],
      ...[...get(OUT), ...get(BEST + row), ...storeInt32(8 * row + 4)],
    ]),
    ...advance(OUT, 8 * ROWS_AT_ONCE),
    ...[...plusLengths(ROWS, ROWS_AT_ONCE), ...set(ROWS)],
    ...repeatWhileBelow(ROWS, ROWS_END),
  ]);
}
