import { dot } from '../dense/math.js';
import type { LandmarkVectors } from './landmarks.js';

const ROUNDS = 30;

/** Rows in the plane of their two greatest variances, around 0; found by power iteration, which is near enough for a beginning. */
export function principalPlane(rows: Pick<LandmarkVectors, 'count' | 'vector'>, random: () => number): number[][] {
  const { length } = rows.vector(0);
  const mean = new Float32Array(length);
  for (let row = 0; row < rows.count; row++) add(mean, rows.vector(row), 1 / rows.count);
  const axes: Float32Array[] = [];
  for (let found = 0; found < 2; found++) {
    let axis = Float32Array.from({ length }, () => random() - 0.5);
    for (let round = 0; round < ROUNDS; round++) {
      const next = new Float32Array(length);
      const middle = dot(axis, mean, 0);
      // What is added for the mean is nothing in sum: the parts of a row along the axis add up to those of the mean.
      for (let row = 0; row < rows.count; row++) add(next, rows.vector(row), (dot(axis, rows.vector(row), 0) - middle) / rows.count);
      for (const earlier of axes) add(next, earlier, -dot(earlier, next, 0));
      const size = Math.sqrt(dot(next, next, 0));
      // Rows that are all the same have no direction: any is as good.
      if (size < 1e-9) break;
      axis = next.map((x) => x / size);
    }
    axes.push(axis);
  }
  const middles = axes.map((axis) => dot(axis, mean, 0));
  return Array.from({ length: rows.count }, (_, row) => axes.map((axis, i) => dot(axis, rows.vector(row), 0) - (middles[i] as number)));
}

function add(sum: Float32Array, vector: Float32Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (vector[i] as number);
}
