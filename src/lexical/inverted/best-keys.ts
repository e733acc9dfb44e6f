import type { ScoredKey } from '../lexical-index.js';

/**
 * The best `k` of many, ties by key: a binary heap with the worst of them on top, in two arrays,
 * since a common word is scored for hundreds of thousands of papers.
 */
export class BestKeys {
  readonly #k: number;
  readonly #keys: Uint32Array;
  readonly #scores: Float64Array;
  #size = 0;

  constructor(k: number) {
    this.#k = k;
    this.#keys = new Uint32Array(k);
    this.#scores = new Float64Array(k);
  }

  /** What has a lower score than this need not be added. */
  get floor(): number {
    return this.#size < this.#k ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? Number.POSITIVE_INFINITY);
  }

  add(key: number, score: number): void {
    if (this.#size < this.#k) this.#rise(this.#size++, key, score);
    else if (this.#k > 0 && this.#isWorse(0, key, score)) this.#sink(key, score);
  }

  /** In no order. */
  get keys(): Uint32Array {
    return this.#keys.subarray(0, this.#size);
  }

  /** Best first, ties by key. */
  sorted(): ScoredKey[] {
    const entries = Array.from(this.keys, (key, i) => ({ key, score: this.#scores[i] as number }));
    return entries.sort((a, b) => b.score - a.score || a.key - b.key);
  }

  /** Is the entry at a place worse than another one? */
  #isWorse(at: number, key: number, score: number): boolean {
    const mine = this.#scores[at] as number;
    return mine < score || (mine === score && (this.#keys[at] as number) > key);
  }

  #rise(from: number, key: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isWorse(parent, key, score)) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#keys[at] = key;
    this.#scores[at] = score;
  }

  /** Puts an entry in the place of the worst. */
  #sink(key: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isWorse(child + 1, this.#keys[child] as number, this.#scores[child] as number)) child++;
      if (!this.#isWorse(child, key, score)) break;
      this.#copy(child, at);
      at = child;
    }
    this.#keys[at] = key;
    this.#scores[at] = score;
  }

  #copy(from: number, to: number): void {
    this.#keys[to] = this.#keys[from] as number;
    this.#scores[to] = this.#scores[from] as number;
  }
}
