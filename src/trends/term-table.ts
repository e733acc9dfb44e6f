import type { Windows } from './change.js';

/** The papers that have a term, period by period. */
export interface TermSeries {
  /** Number of the term, see `termId`. */
  readonly id: number;
  readonly counts: Uint32Array;
  /** Of each stratum how many papers within the windows have it, see `standardisedWhole`. */
  readonly strata: Uint32Array;
  /** A few of the latest papers that have it, in which it can be read how it is written. */
  readonly examples: readonly number[];
}

/** Of each term so many papers are remembered. */
const EXAMPLES = 16;
const NO_KEY = 0;

/** Counts of terms by period in arrays that grow: objects a term would be three times as much. */
export class TermTable {
  /** Keyed by signed numbers, which a Map finds much faster. */
  readonly #slots = new Map<number, number>();
  readonly #ids: number[] = [];
  readonly #width: number;
  readonly #strata: number;
  #counts: Uint32Array;
  #ofStrata: Uint32Array;
  #examples: Uint32Array;

  /**
   * @param width How many periods are counted.
   * @param strata How many kinds of papers are told apart.
   */
  constructor(width: number, strata: number) {
    this.#width = width;
    this.#strata = strata;
    this.#ofStrata = new Uint32Array(strata << 10);
    this.#counts = new Uint32Array(width << 10);
    this.#examples = new Uint32Array(EXAMPLES << 10);
  }

  /** Counts a paper that has a term; the papers that come first are its examples. */
  add(id: number, period: number, stratum: number, key: number): void {
    let slot = this.#slots.get(id | 0);
    if (slot === undefined) {
      slot = this.#ids.length;
      this.#slots.set(id | 0, slot);
      this.#ids.push(id);
      // All three have room for as many slots.
      if ((slot + 1) * this.#width > this.#counts.length) {
        this.#ofStrata = doubled(this.#ofStrata);
        this.#counts = doubled(this.#counts);
        this.#examples = doubled(this.#examples);
      }
    }
    const cell = slot * this.#width + period;
    this.#counts[cell] = (this.#counts[cell] as number) + 1;
    const cellOfStratum = slot * this.#strata + stratum;
    this.#ofStrata[cellOfStratum] = (this.#ofStrata[cellOfStratum] as number) + 1;
    for (let at = slot * EXAMPLES; at < (slot + 1) * EXAMPLES; at++) {
      if (this.#examples[at] !== NO_KEY) continue;
      this.#examples[at] = key;
      break;
    }
  }

  idOf(slot: number): number {
    return this.#ids[slot] as number;
  }

  /** The slots of terms that enough papers have, those that most papers have first. */
  chosen(least: number, { from, split, to }: Windows, totals: Uint32Array, most: number): number[] {
    const [before, recent] = [sum(totals, from, split), sum(totals, split, to)];
    // The same share is more papers of a longer window.
    const leastBefore = least * Math.max(1, before / Math.max(1, recent));
    const slots: { slot: number; papers: number }[] = [];
    for (let slot = 0; slot < this.#ids.length; slot++) {
      const start = slot * this.#width;
      const old = sum(this.#counts, start, start + split - from);
      const late = sum(this.#counts, start + split - from, start + this.#width);
      if (late >= least || old >= leastBefore) slots.push({ slot, papers: old + late });
    }
    slots.sort((a, b) => b.papers - a.papers || this.idOf(a.slot) - this.idOf(b.slot));
    return slots.slice(0, most).map(({ slot }) => slot);
  }

  /** The series of a slot in a timeline of so many periods, as far as it is counted here. */
  seriesOf(slot: number, from: number, periods: number): TermSeries {
    const counts = new Uint32Array(periods);
    counts.set(this.#counts.subarray(slot * this.#width, (slot + 1) * this.#width), from);
    const examples = this.#examples.subarray(slot * EXAMPLES, (slot + 1) * EXAMPLES);
    const strata = this.#ofStrata.slice(slot * this.#strata, (slot + 1) * this.#strata);
    return { id: this.idOf(slot), counts, strata, examples: [...examples.filter((key) => key !== NO_KEY)] };
  }
}

function doubled(array: Uint32Array): Uint32Array {
  const wider = new Uint32Array(array.length * 2);
  wider.set(array);
  return wider;
}

/** Of a million terms: a view of each part would take longer than the sum. */
function sum(array: Uint32Array, start: number, end: number): number {
  let all = 0;
  for (let at = start; at < end; at++) all += array[at] as number;
  return all;
}
