import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CENTROIDS_AT_ONCE, LANES, ROWS_AT_ONCE, simdNearest } from '../../src/simd/nearest.js';
import { PAGE } from '../../src/simd/program.js';

describe('the centroid with the greatest product', () => {
  it('is that of plain arithmetic, the first of equal ones, for any numbers and lengths', () => {
    const { memory, nearest } = simdNearest();
    memory.grow(1);
    const numbers = (limit: number, length: number) =>
      fc.array(fc.integer({ min: -limit, max: limit }), { minLength: length, maxLength: length });
    const some = (limit: number, length: number, count: number) => fc.array(numbers(limit, length), { minLength: count, maxLength: count });
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom(2, 32_767))
      .chain(([lanes, rows, centroids, limit]) =>
        fc.tuple(
          some(limit === 2 ? 1 : 127, LANES * lanes, ROWS_AT_ONCE * rows),
          some(limit, LANES * lanes, CENTROIDS_AT_ONCE * centroids),
        ),
      );
    fc.assert(
      fc.property(cases, ([rows, centroids]) => {
        const length = rows[0]?.length ?? 0;
        const [rowsAt, centroidsAt, out] = [16, PAGE / 2, PAGE];
        rows.forEach((row, i) => {
          new Int8Array(memory.buffer, rowsAt + i * length, length).set(row);
        });
        centroids.forEach((centroid, i) => {
          new Int16Array(memory.buffer, centroidsAt + 2 * i * length, length).set(centroid);
        });
        nearest(rowsAt, rowsAt + rows.length * length, centroidsAt, centroidsAt + 2 * centroids.length * length, length, out);
        const expected = rows.flatMap((row) => {
          const products = centroids.map((centroid) => row.reduce((sum, x, i) => sum + x * (centroid[i] ?? 0), 0));
          const best = Math.max(...products);
          return [products.indexOf(best), best];
        });
        assert.deepEqual([...new Int32Array(memory.buffer, out, expected.length)], expected);
      }),
      { seed: 5 },
    );
  });
});
