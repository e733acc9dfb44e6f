import { createHash } from 'node:crypto';

/** A random order that is the same on every machine: by digests of a seed and the items' ids. Another seed, another order. */
export function seededOrder<T>(items: readonly T[], seed: string, idOf: (item: T) => string): T[] {
  const digested = items.map((item) => ({
    item,
    digest: createHash('sha256')
      .update(`${seed}:${idOf(item)}`)
      .digest('hex'),
  }));
  return digested.sort((a, b) => (a.digest < b.digest ? -1 : 1)).map(({ item }) => item);
}
