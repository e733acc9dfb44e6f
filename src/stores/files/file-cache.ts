import type { BigIntStats } from 'node:fs';

/** What was made of files, as long as they have not changed: what was not asked for the longest time is forgotten first. */
export class FileCache<T> {
  readonly #entries = new Map<string, { stamp: string; value: T; weight: number }>();
  readonly #capacity: number;
  readonly #weigh: (value: T) => number;
  #weight = 0;

  /** @param capacity sum of what `weigh` says of all that is kept */
  constructor(capacity: number, weigh: (value: T) => number) {
    this.#capacity = capacity;
    this.#weigh = weigh;
  }

  get(path: string, stats: BigIntStats): T | undefined {
    const entry = this.#entries.get(path);
    if (entry?.stamp !== stampOf(stats)) return undefined;
    // To the end, where the latest are.
    this.#entries.delete(path);
    this.#entries.set(path, entry);
    return entry.value;
  }

  set(path: string, stats: BigIntStats, value: T): void {
    this.delete(path);
    const weight = this.#weigh(value);
    this.#entries.set(path, { stamp: stampOf(stats), value, weight });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#capacity) break;
      this.delete(oldest);
    }
  }

  delete(path: string): void {
    this.#weight -= this.#entries.get(path)?.weight ?? 0;
    this.#entries.delete(path);
  }
}

/** Changes with the file: in place by time and size, replaced by the inode as well. */
export function stampOf({ mtimeNs, size, ino }: BigIntStats): string {
  return `${mtimeNs} ${size} ${ino}`;
}
