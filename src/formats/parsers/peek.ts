/**
 * The beginning of a source, `length` bytes where it has as many, and the whole of it again, the
 * beginning included. Whoever does not read that whole has to return its iterator.
 */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; bytes: AsyncGenerator<Uint8Array, void, undefined> }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let seen = 0;
  while (seen < length) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    seen += value.length;
  }
  return { head: Buffer.concat(chunks).subarray(0, length), bytes: replay(chunks, iterator) };
}

async function* replay(chunks: Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
