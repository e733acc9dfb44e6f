import type { Reader, ReadItem } from '../../src/formats/format-reader.js';

/** The bytes of a text, `size` at a time. */
export async function* inChunks(content: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function readAll(reader: Reader, content: string | Uint8Array, size?: number): Promise<ReadItem[]> {
  return allOf(reader.read(inChunks(content, size)));
}

/** The records alone, each with its line, and what went wrong as its line alone. */
export function outline(items: readonly ReadItem[]): unknown[] {
  return items.map((item) => ('problem' in item ? { problem: item.line } : item));
}
