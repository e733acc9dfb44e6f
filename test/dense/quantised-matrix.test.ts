import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dot } from '../../src/dense/math.js';
import { QuantisedMatrix } from '../../src/dense/quantised-matrix.js';
import { KeySet } from '../../src/paper/key-set.js';
import { LANES, ROWS_AT_ONCE, simdDot } from '../../src/simd/dot.js';
import { randomUnitVector, seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

describe('the products of int8 rows and an int16 query', () => {
  it('are those of plain arithmetic, for any numbers, lengths and places', () => {
    const { memory, dot: multiply } = simdDot();
    const numbers = (limit: number, length: number) =>
      fc.array(fc.integer({ min: -limit, max: limit }), { minLength: length, maxLength: length });
    const cases = fc.tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 3 })).chain(([lanes, fours]) => {
      const length = lanes * LANES;
      const count = fours * ROWS_AT_ONCE;
      return fc.tuple(numbers(32_767, length), fc.array(numbers(127, length), { minLength: count, maxLength: count }), fc.nat(100));
    });
    fc.assert(
      fc.property(cases, ([query, rows, gap]) => {
        const list = new Int32Array(memory.buffer, 0, rows.length);
        const start = list.byteLength + 2 * query.length;
        new Int16Array(memory.buffer, list.byteLength, query.length).set(query);
        // Last row first: the list says where each one lies.
        const addresses = rows.map((_, i) => start + gap + (rows.length - 1 - i) * query.length);
        addresses.forEach((address, i) => {
          new Int8Array(memory.buffer, address, query.length).set(rows[i] ?? []);
        });
        list.set(addresses);
        multiply(0, list.byteLength, list.byteLength, start);
        const products = rows.map((row) => row.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0));
        assert.deepEqual([...list], products);
      }),
      { seed: 3 },
    );
  });
});

describe('a matrix of quantised vectors', () => {
  for (const dimensions of [3, 16, 250, 1_024]) {
    it(`knows the similarities of ${dimensions} dimensions to within its error`, () => {
      const random = seededRandom(dimensions);
      const vectors = Array.from({ length: 300 }, () => randomUnitVector(random, dimensions));
      const matrix = new QuantisedMatrix(dimensions);
      vectors.forEach((vector, key) => {
        matrix.set(key, vector);
      });
      for (let i = 0; i < 10; i++) {
        const query = randomUnitVector(random, dimensions);
        for (const { key, similarity } of matrix.nearest(query, 300, new KeySet(vectors.keys()))) {
          assert.ok(Math.abs(similarity - dot(query, vectors[key] as Float32Array, 0)) < matrix.error);
        }
      }
      assert.ok(matrix.error < 0.025);
    });
  }

  it('keeps its similarities while it grows, and gives the rows of what is removed to others', () => {
    const matrix = new QuantisedMatrix(256);
    const random = seededRandom(1);
    const some = Array.from({ length: 50 }, () => randomUnitVector(random, 256));
    // 80,000 rows: more than the memory grows by at once.
    for (let key = 0; key < 80_000; key++) matrix.set(key, some[key % 50] as Float32Array);
    for (let key = 0; key < 80_000; key += 2) matrix.delete(key);
    assert.equal(matrix.count, 40_000);
    for (let key = 80_000; key < 100_000; key++) matrix.set(key, some[key % 50] as Float32Array);
    assert.equal(matrix.count, 60_000);
    const query = some[7] as Float32Array;
    for (const { key, similarity } of matrix.nearest(query, 100, new KeySet([0, 7, 57, 79_999, 80_000, 99_957, 99_958]))) {
      assert.ok(key !== 0);
      assert.ok(Math.abs(similarity - dot(query, some[key % 50] as Float32Array, 0)) < matrix.error);
    }
  });

  it('is the same again from its file, whatever has been removed and added', async () => {
    const file = join(await temporaryFolder(), 'matrix');
    const matrix = new QuantisedMatrix(20);
    const random = seededRandom(2);
    for (let key = 5_000; key > 0; key--) matrix.set(key, randomUnitVector(random, 20));
    for (let key = 1; key < 5_000; key += 3) matrix.delete(key);
    matrix.set(9_000, randomUnitVector(random, 20));
    matrix.write(file);
    const read = QuantisedMatrix.read(file, 20);
    const query = randomUnitVector(random, 20);
    const keys = new KeySet(Array.from({ length: 10_000 }, (_, key) => key));
    assert.equal(read.count, matrix.count);
    assert.deepEqual(read.nearest(query, 10_000, keys), matrix.nearest(query, 10_000, keys));
    read.set(1, query);
    assert.equal(read.nearest(query, 1, keys)[0]?.key, 1);
  });
});
