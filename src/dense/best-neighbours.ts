import { bySimilarity, type Neighbour } from './vector-index.js';

/** The `k` most similar of the neighbours that were offered, in order. For a `k` of tens to hundreds. */
export class BestNeighbours {
  readonly sorted: Neighbour[] = [];
  readonly #k: number;

  constructor(k: number) {
    this.#k = k;
  }

  /** What another must exceed to come in, or equal with a lower key; minus infinity while there is room. */
  get threshold(): number {
    return this.sorted[this.#k - 1]?.similarity ?? Number.NEGATIVE_INFINITY;
  }

  offer(key: number, similarity: number): void {
    if (similarity < this.threshold) return;
    const neighbour = { key, similarity };
    let at = this.sorted.length;
    while (at > 0 && bySimilarity(neighbour, this.sorted[at - 1] as Neighbour) < 0) at--;
    this.sorted.splice(at, 0, neighbour);
    if (this.sorted.length > this.#k) this.sorted.pop();
  }
}
