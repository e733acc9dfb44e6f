import { setImmediate } from 'node:timers/promises';

/** Items between which others have their turn: some milliseconds of work on events. */
const PORTION = 500;

/** Does the same to each of many items, and lets a server answer others meanwhile. */
export async function inPortions<T, R>(items: readonly T[], work: (item: T, i: number) => R): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += PORTION) {
    if (start > 0) await setImmediate();
    for (const [i, item] of items.slice(start, start + PORTION).entries()) results.push(work(item, start + i));
  }
  return results;
}
