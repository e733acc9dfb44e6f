import { throwIfAborted } from '../errors.js';
import type { LexicalIndex } from '../lexical/lexical-index.js';
import type { Windows } from './change.js';
import { periodOf } from './periods.js';
import { type TermSeries, TermTable } from './term-table.js';
import type { Timeline } from './timeline.js';
import type { DatedKeys } from './topic-series.js';

export interface TermSeriesOptions {
  /** A term is counted that so many papers of the recent window have, or of the one before by that measure. Default 20. */
  readonly least?: number;
  /** At most so many terms, those of the most papers in the windows. Default 50,000. */
  readonly most?: number;
  /** Of each paper the number of its stratum (category, source), from 0, in the order of the keys. Default: all are of one. */
  readonly strata?: ArrayLike<number>;
  readonly signal?: AbortSignal | undefined;
  /** Told after each batch how many papers have been read. */
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/** So many papers' terms are asked for at once: some milliseconds of work here, so that others have their turn. */
const BATCH = 1_000;
/** The idf in a vector is of a rounded count: so much it may be off, and a little for papers that came since. */
const ROUNDING = 0.15;

/**
 * Counts terms in one pass over the papers of a timeline, the windows' first: these say which terms are worth counting, and only those are
 * looked for in what is older. So memory is bounded by the terms that `least` papers of the windows have, whatever the corpus holds.
 * @throws INTERRUPTED when the signal is aborted.
 */
export async function termSeries(
  lexical: Pick<LexicalIndex, 'vectors' | 'size'>,
  timeline: Timeline,
  windows: Windows,
  { keys, days }: DatedKeys,
  { least = 20, most = 50_000, strata, signal, onProgress }: TermSeriesOptions = {},
): Promise<TermSeries[]> {
  const periods = timeline.totals.length;
  const places = keys.map((_, i) => periodOf(days[i] as number, timeline.period) - timeline.first);
  const inWindows = (at: number) => at >= windows.from && at < windows.to;
  const inside = keys.map((_, i) => i).filter((i) => (places[i] as number) >= 0 && (places[i] as number) < periods);
  // The latest first, whose texts are the examples.
  const first = inside.filter((i) => inWindows(places[i] as number)).sort((a, b) => (days[b] as number) - (days[a] as number));
  const others = inside.filter((i) => !inWindows(places[i] as number));
  const size = await lexical.size();
  const rarest = Math.log((size + 1) / (least + 0.5)) + ROUNDING;
  let done = 0;

  async function read(rows: readonly number[], take: (id: number, idf: number, row: number) => void): Promise<void> {
    for (let from = 0; from < rows.length; from += BATCH) {
      throwIfAborted(signal);
      const batch = rows.slice(from, from + BATCH);
      const { starts, ids, idf } = await lexical.vectors(batch.map((row) => keys[row] as number));
      batch.forEach((row, i) => {
        for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) take(ids[at] as number, idf[at] as number, row);
      });
      done += batch.length;
      onProgress?.({ done, total: inside.length });
    }
  }

  const kinds = strata === undefined ? 1 : 1 + first.reduce((last, row) => Math.max(last, strata[row] as number), 0);
  const found = new TermTable(windows.to - windows.from, kinds);
  await read(first, (id, idf, row) => {
    // In too few papers of the whole corpus: millions of pairs end here.
    if (idf > rarest) return;
    found.add(id, (places[row] as number) - windows.from, strata?.[row] ?? 0, keys[row] as number);
  });
  const chosen = found.chosen(least, windows, timeline.totals, most);
  const series = new Map(chosen.map((slot) => [found.idOf(slot) | 0, found.seriesOf(slot, windows.from, periods)]));
  await read(others, (id, _, row) => {
    const counts = series.get(id | 0)?.counts;
    if (counts) counts[places[row] as number] = (counts[places[row] as number] as number) + 1;
  });
  return [...series.values()];
}
