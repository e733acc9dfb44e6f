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

/** Does something to each portion of a list, each in a turn of its own; what fits in one portion is done at once. */
export async function inPortions<T, R>(items: readonly T[], portion: number, work: (some: readonly T[]) => R[]): Promise<R[]> {
  if (items.length <= portion) return work(items);
  const results: R[] = [];
  for (let i = 0; i < items.length; i += portion) {
    await nextTurn();
    for (const result of work(items.slice(i, i + portion))) results.push(result);
  }
  return results;
}
