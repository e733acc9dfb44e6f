import type { Sink } from './sink.js';
import type { Rows, VectorWriter } from './vector-writer.js';

/** JSON Lines: `{"id": …, "vector": […]}`, the id where the record has one. */
export class JsonlWriter implements VectorWriter {
  readonly #sink: Sink;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  async write({ items, vectors }: Rows): Promise<void> {
    const lines = items.map(({ id }, i) => JSON.stringify({ id, vector: Array.from(vectors[i] ?? [], shortest) }));
    // Whole lines in one piece, so that none is cut where the work is interrupted.
    await this.#sink.write(`${lines.join('\n')}\n`);
  }

  async finish(): Promise<void> {}

  close(): Promise<void> {
    return this.#sink.close();
  }
}

/**
 * A number of few digits that is the same float32: JSON would print the many of the double that
 * it is held in. Rounding by arithmetic does for all but the smallest, and is fast.
 */
export function shortest(float32: number): number {
  for (const scale of [1e8, 1e9, 1e10]) {
    const rounded = Math.round(float32 * scale) / scale;
    if (Math.fround(rounded) === float32) return rounded;
  }
  // Nine significant digits tell any two float32 apart.
  return Number(float32.toPrecision(9));
}
