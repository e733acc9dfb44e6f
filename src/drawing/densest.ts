/** Places of papers, as two columns. */
export interface PointSet {
  x: Float32Array;
  y: Float32Array;
}

/** Cells a side of where most of a topic is. */
const CELLS = 48;
/** A place is as good as the densest where so much of its density is. */
const ENOUGH = 0.6;

/**
 * Where most of some papers lie, the densest place first, then others that are nearly as dense; none where there are no
 * papers. Their mean may be a place where none of them is.
 */
export function densestPlaces({ x, y }: PointSet): { x: number; y: number }[] {
  const [left, right] = inner(x);
  const [bottom, top] = inner(y);
  const side = Math.max(right - left, top - bottom, 1e-6) / CELLS;
  const columns = Math.floor((right - left) / side) + 1;
  const rows = Math.floor((top - bottom) / side) + 1;
  const counts = new Float32Array(columns * rows);
  const cellOf = (i: number) => {
    const [column, row] = [Math.floor(((x[i] as number) - left) / side), Math.floor(((y[i] as number) - bottom) / side)];
    return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : -1;
  };
  for (let i = 0; i < x.length; i++) {
    const cell = cellOf(i);
    if (cell >= 0) counts[cell] = (counts[cell] as number) + 1;
  }
  const smooth = smoothed(smoothed(counts, columns, rows), columns, rows);
  const most = smooth.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return [];
  return [...smooth.keys()]
    .filter((cell) => (smooth[cell] as number) >= ENOUGH * most)
    .sort((a, b) => (smooth[b] as number) - (smooth[a] as number) || a - b)
    .map((cell) => ({ x: left + ((cell % columns) + 0.5) * side, y: bottom + (Math.floor(cell / columns) + 0.5) * side }));
}

/** From the 10th to the 90th of a hundred: those that have strayed must not make the cells large. */
function inner(values: Float32Array): [from: number, to: number] {
  const sorted = values.toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.1), at(0.9)];
}

/** Each cell becomes the mean of the 25 around it. */
function smoothed(counts: Float32Array, columns: number, rows: number): Float32Array {
  const result = new Float32Array(counts.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let r = Math.max(0, row - 2); r <= Math.min(rows - 1, row + 2); r++)
        for (let c = Math.max(0, column - 2); c <= Math.min(columns - 1, column + 2); c++) sum += counts[r * columns + c] as number;
      result[row * columns + column] = sum / 25;
    }
  return result;
}
