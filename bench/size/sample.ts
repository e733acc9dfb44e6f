import type { Change, Entry } from './view.js';

/**
 * Entries drawn at random (Vitter's algorithm R, 1985): the same ones for the same papers and numbers.
 * @param each Is given all that goes by.
 */
export async function sample<Content>(
  changes: AsyncIterable<readonly Change<Content>[]>,
  count: number,
  random: () => number,
  each?: (changes: readonly Change<Content>[]) => Promise<void>,
): Promise<{ drawn: Entry<Content>[]; size: number; lastKey: number }> {
  const drawn: Entry<Content>[] = [];
  let [size, lastKey] = [0, 0];
  for await (const batch of changes) {
    for (const { key, content } of batch) {
      lastKey = Math.max(lastKey, key);
      if (content === undefined) continue;
      const place = size < count ? size : Math.floor(random() * (size + 1));
      if (place < count) drawn[place] = { key, content };
      size++;
    }
    await each?.(batch);
  }
  return { drawn, size, lastKey };
}
