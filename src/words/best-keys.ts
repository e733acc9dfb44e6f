/** Keeps the best of many: entries are gathered, and cut down to the best `k` whenever there are too many. */
export class BestKeys {
  readonly #k: number;
  #entries: { key: number; score: number }[] = [];
  /** What an entry has to exceed or equal to be looked at. */
  floor = Number.NEGATIVE_INFINITY;

  constructor(k: number) {
    this.#k = k;
  }

  add(key: number, score: number): void {
    this.#entries.push({ key, score });
    if (this.#entries.length >= 4 * this.#k + 1_024) this.#cut();
  }

  /** Best first, ties by key. */
  take(): { key: number; score: number }[] {
    this.#cut();
    return this.#entries;
  }

  #cut(): void {
    this.#entries.sort((a, b) => b.score - a.score || a.key - b.key);
    this.#entries = this.#entries.slice(0, this.#k);
    const worst = this.#entries[this.#k - 1];
    if (worst) this.floor = worst.score;
  }
}
