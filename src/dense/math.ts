/** Inner product of `a` and the vector that starts at `offset` in `matrix`; of unit vectors, their cosine. */
export function dot(a: Float32Array, matrix: Float32Array, offset: number): number {
  const n = a.length;
  // Four sums at once: a single one makes each addition wait for the one before it (2.3 times slower).
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const end = n - (n % 4);
  for (let i = 0; i < end; i += 4) {
    s0 += (a[i] as number) * (matrix[offset + i] as number);
    s1 += (a[i + 1] as number) * (matrix[offset + i + 1] as number);
    s2 += (a[i + 2] as number) * (matrix[offset + i + 2] as number);
    s3 += (a[i + 3] as number) * (matrix[offset + i + 3] as number);
  }
  for (let i = end; i < n; i++) s0 += (a[i] as number) * (matrix[offset + i] as number);
  return s0 + s1 + s2 + s3;
}

/**
 * The vector, checked to be one that an index may hold: hnswlib accepts NaN and then loses
 * neighbours silently, so this stands before it.
 * @throws RangeError on another length, a number that is not finite, or no unit length.
 */
export function requireUnitVector(vector: Float32Array, dimensions: number): Float32Array {
  if (vector.length !== dimensions) throw new RangeError(`A vector has ${vector.length} dimensions, not ${dimensions}.`);
  const square = dot(vector, vector, 0);
  // float32 rounding leaves a unit vector of 256 dimensions within 1e-6.
  if (!(Math.abs(square - 1) < 1e-3)) throw new RangeError(`A vector has length ${Math.sqrt(square)}, not 1.`);
  return vector;
}

/** Unit vector of the sum: the direction that several vectors have in common. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const first = vectors[0];
  if (first === undefined) throw new RangeError('There is no mean of no vectors.');
  const sum = new Float32Array(first.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (vector[i] as number);
  const length = Math.sqrt(dot(sum, sum, 0));
  // Opposite vectors cancel out: any direction is as good as another, so the first one's is taken.
  return length < 1e-6 ? first.slice() : sum.map((x) => x / length);
}
