import { BLOCK_ROWS } from './block.js';

/** Where each paper is, as one number by key: 4 bytes a paper, since a store gives its keys in a row. */
export class PlaceTable {
  /** Number of the block and row there, counted from 1; 0 where no paper is. */
  #places = new Uint32Array(1 << 10);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get(key: number): { block: number; row: number } | undefined {
    const place = (this.#places[key] ?? 0) - 1;
    return place < 0 ? undefined : { block: Math.floor(place / BLOCK_ROWS), row: place % BLOCK_ROWS };
  }

  set(key: number, block: number, row: number): void {
    if (key >= this.#places.length) {
      const wider = new Uint32Array(Math.max(key + 1, this.#places.length * 2));
      wider.set(this.#places);
      this.#places = wider;
    }
    if (this.#places[key] === 0) this.#count++;
    this.#places[key] = block * BLOCK_ROWS + row + 1;
  }

  delete(key: number): void {
    if ((this.#places[key] ?? 0) === 0) return;
    this.#places[key] = 0;
    this.#count--;
  }
}
