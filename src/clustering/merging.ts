/**
 * Groups that have most in common, joined two at a time: Ward's method (1963) on the sphere. What joining two costs is what their
 * papers lose in similarity to their centroids, |a| + |b| - |a + b| for the sums a and b of their vectors; so groups stay about as
 * dense and as large as k-means would make them, and every level lies within the one above.
 */
export interface Tree {
  /** Of each group that there was at first the number of its group, for each level that was asked for. */
  levels: Uint16Array[];
}

/**
 * @param sums Of each group the sum of its vectors, one after the other.
 * @param sizes How many groups each level has, falling.
 */
export function mergeGroups(sums: Float64Array, dimensions: number, sizes: readonly number[]): Tree {
  const count = sums.length / dimensions;
  const groups = new Joining(sums.slice(), dimensions);
  const levels: Uint16Array[] = [];
  let left = count;
  for (const size of sizes) {
    while (left > Math.max(1, size)) {
      groups.joinCheapest();
      left--;
    }
    levels.push(groups.numbered());
  }
  return { levels };
}

class Joining {
  readonly #sums: Float64Array;
  readonly #dimensions: number;
  readonly #lengths: Float64Array;
  readonly #owner: number[];
  readonly #alive: Uint8Array;
  /** Of each group the cheapest later one to join, and what it costs. */
  readonly #partner: Int32Array;
  readonly #cost: Float64Array;

  constructor(sums: Float64Array, dimensions: number) {
    const count = sums.length / dimensions;
    this.#sums = sums;
    this.#dimensions = dimensions;
    this.#lengths = Float64Array.from({ length: count }, (_, i) => this.#lengthOf(i));
    this.#owner = Array.from({ length: count }, (_, i) => i);
    this.#alive = new Uint8Array(count).fill(1);
    this.#partner = new Int32Array(count).fill(-1);
    this.#cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < count; i++) this.#findPartner(i);
  }

  joinCheapest(): void {
    let one = -1;
    for (let i = 0; i < this.#cost.length; i++) {
      if (this.#alive[i] === 1 && (this.#partner[i] as number) >= 0 && (one < 0 || (this.#cost[i] as number) < (this.#cost[one] as number)))
        one = i;
    }
    if (one < 0) return;
    const other = this.#partner[one] as number;
    const [to, from] = [one * this.#dimensions, other * this.#dimensions];
    for (let at = 0; at < this.#dimensions; at++) this.#sums[to + at] = (this.#sums[to + at] as number) + (this.#sums[from + at] as number);
    this.#lengths[one] = this.#lengthOf(one);
    this.#alive[other] = 0;
    this.#owner.forEach((owner, i) => {
      if (owner === other) this.#owner[i] = one;
    });
    for (let i = 0; i < this.#alive.length; i++) {
      if (this.#alive[i] === 0) continue;
      const partner = this.#partner[i] as number;
      if (i === one || partner === one || partner === other) this.#findPartner(i);
      else if (i < one) this.#offer(i, one);
    }
  }

  /** Of each group that there was at first its group, numbered by the first of its members. */
  numbered(): Uint16Array {
    const numbers = new Map<number, number>();
    return Uint16Array.from(this.#owner, (owner) => {
      const number = numbers.get(owner) ?? numbers.size;
      numbers.set(owner, number);
      return number;
    });
  }

  #findPartner(i: number): void {
    this.#partner[i] = -1;
    this.#cost[i] = Number.POSITIVE_INFINITY;
    for (let j = i + 1; j < this.#alive.length; j++) if (this.#alive[j] === 1) this.#offer(i, j);
  }

  #offer(i: number, j: number): void {
    const [a, b] = [i * this.#dimensions, j * this.#dimensions];
    let square = 0;
    for (let at = 0; at < this.#dimensions; at++) square += ((this.#sums[a + at] as number) + (this.#sums[b + at] as number)) ** 2;
    const cost = (this.#lengths[i] as number) + (this.#lengths[j] as number) - Math.sqrt(square);
    if (cost >= (this.#cost[i] as number)) return;
    this.#cost[i] = cost;
    this.#partner[i] = j;
  }

  #lengthOf(i: number): number {
    let square = 0;
    for (let at = i * this.#dimensions; at < (i + 1) * this.#dimensions; at++) square += (this.#sums[at] as number) ** 2;
    return Math.sqrt(square);
  }
}
