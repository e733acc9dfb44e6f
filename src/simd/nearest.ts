import { type Memory, start } from './program.js';

/** Rows, and centroids, of which one turn of the program has the products: as many as keep their sums in registers. */
export const ROWS_AT_ONCE = 4;
export const CENTROIDS_AT_ONCE = 2;
/** A row and a centroid have a multiple of so many numbers. */
export const LANES = 16;

/**
 * Of each int8 row the int16 centroid with which its inner product is greatest (see nearest.wat), in WebAssembly's 128-bit instructions.
 * No product is ever written down, as in Flash-KMeans (2026). So the rows are read once, the centroids come from the second cache, and a
 * product of 256 numbers takes some 10 ns.
 */
export function simdNearest(): { memory: Memory; nearest: Nearest } {
  const { memory, run } = start('nearest');
  return { memory, nearest: run };
}

/**
 * Writes for each row two int32: the number of its centroid, and the product, which must stay below 2^31. All arguments but `length`,
 * the numbers of a row, are addresses in the memory, in bytes. There are multiples of {@link ROWS_AT_ONCE} rows and
 * {@link CENTROIDS_AT_ONCE} centroids, one after the other.
 */
export type Nearest = (rows: number, rowsEnd: number, centroids: number, centroidsEnd: number, length: number, out: number) => void;
