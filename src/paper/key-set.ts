/**
 * A set of papers by key, a bit each: 400,000 papers are 50 KB, which crosses to a worker in
 * microseconds. Keys are small positive integers, since a store never gives one twice.
 */
export class KeySet {
  #bits: Uint32Array;
  #count = 0;

  constructor(keys: Iterable<number> = []) {
    this.#bits = new Uint32Array(16);
    for (const key of keys) this.add(key);
  }

  /** The set that {@link plain} took apart. */
  static from({ bits, count }: PlainKeySet): KeySet {
    const set = new KeySet();
    set.#bits = bits;
    set.#count = count;
    return set;
  }

  /** The set as plain data, for a message to another thread. */
  plain(): PlainKeySet {
    return { bits: this.#bits, count: this.#count };
  }

  get size(): number {
    return this.#count;
  }

  /** Above all keys of the set, and not far. */
  get end(): number {
    return this.#bits.length * 32;
  }

  has(key: number): boolean {
    return (((this.#bits[key >>> 5] ?? 0) >>> (key & 31)) & 1) === 1;
  }

  add(key: number): void {
    if (this.has(key)) return;
    const word = key >>> 5;
    if (word >= this.#bits.length) {
      const wider = new Uint32Array(Math.max(word + 1, this.#bits.length * 2));
      wider.set(this.#bits);
      this.#bits = wider;
    }
    this.#bits[word] = (this.#bits[word] as number) | (1 << (key & 31));
    this.#count++;
  }

  delete(key: number): void {
    if (!this.has(key)) return;
    this.#bits[key >>> 5] = (this.#bits[key >>> 5] as number) & ~(1 << (key & 31));
    this.#count--;
  }

  /** The keys in ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (let word = 0; word < this.#bits.length; word++) {
      for (let bits = this.#bits[word] as number; bits !== 0; bits &= bits - 1) {
        yield word * 32 + (31 - Math.clz32(bits & -bits));
      }
    }
  }
}

export interface PlainKeySet {
  bits: Uint32Array;
  count: number;
}
