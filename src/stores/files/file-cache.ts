import type { BigIntStats } from 'node:fs';
import { LRUCache } from 'lru-cache';

/** What was made of files, as long as they have not changed: what was not asked for the longest time is forgotten first. */
export class FileCache<T> {
  readonly #entries: LRUCache<string, { stamp: string; value: T }>;

  /** @param capacity sum of what `weigh`, at least 1, says of all that is kept */
  constructor(capacity: number, weigh: (value: T) => number) {
    this.#entries = new LRUCache({ maxSize: capacity, sizeCalculation: ({ value }) => weigh(value) });
  }

  get(path: string, stats: BigIntStats): T | undefined {
    const entry = this.#entries.get(path);
    return entry?.stamp === stampOf(stats) ? entry.value : undefined;
  }

  set(path: string, stats: BigIntStats, value: T): void {
    this.#entries.set(path, { stamp: stampOf(stats), value });
  }

  delete(path: string): void {
    this.#entries.delete(path);
  }
}

/** Changes with the file: in place by time and size, replaced by the inode as well. */
function stampOf({ mtimeNs, size, ino }: BigIntStats): string {
  return `${mtimeNs} ${size} ${ino}`;
}
