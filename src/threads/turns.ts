import { setImmediate } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

/**
 * Waits until the event loop has been round, and until all who came before have had a round of their own: work that is cut into
 * portions with this holds the thread for one portion at a time, however many do such work.
 */
export function nextTurn(): Promise<void> {
  const mine = last.then(() => setImmediate());
  last = mine;
  return mine;
}

/** Items between which others have their turn, where each takes about ten microseconds. */
const PORTION = 250;

/** Does the same to each item of a list, so many at a time, each portion in a turn of its own; what fits in one is done at once. */
export async function inPortions<T, R>(items: readonly T[], work: (item: T) => R, portion = PORTION): Promise<R[]> {
  if (items.length <= portion) return items.map((item) => work(item));
  const results: R[] = [];
  for (let i = 0; i < items.length; i += portion) {
    await nextTurn();
    for (const item of items.slice(i, i + portion)) results.push(work(item));
  }
  return results;
}
