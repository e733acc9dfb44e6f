/** Vectors in one array, one after the other, as threads hand them over. */

export function concatRows(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Views of them. */
export function rowsOf(joined: Float32Array, dimensions: number): Float32Array[] {
  return Array.from({ length: joined.length / dimensions }, (_, i) => joined.subarray(i * dimensions, (i + 1) * dimensions));
}
