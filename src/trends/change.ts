import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../errors.js';
import type { Change } from './answer.js';
import { criticalT, twoSided } from './distributions.js';
import { falseDiscoveryRates } from './false-discovery.js';
import { PERIODS_A_YEAR } from './periods.js';
import type { Timeline } from './timeline.js';

/** Two stretches of a timeline that are compared: `from` to `split`, and `split` to `to`; places of periods, the ends not included. */
export interface Windows {
  readonly from: number;
  readonly split: number;
  readonly to: number;
}

export interface WindowOptions {
  /** How many complete periods are recent. Default: half a year. */
  readonly recent?: number;
  /** How many before these they are compared with. Default: a year, so that no season is missing. */
  readonly before?: number;
}

export interface ChangeOptions extends WindowOptions {
  /** Of what is said to rise or fall, at most so much may be chance: the false discovery rate. Default .05. */
  readonly rate?: number;
  /**
   * Of a row, by its place, the whole that its share is of, period by period, where that is not all papers: those of its field, or what
   * `standardisedWhole` makes where the mixture of the corpus has changed.
   */
  readonly wholeOf?: (row: number) => ArrayLike<number>;
  /** With fewer papers in the two windows together nothing is tested. Default 10. */
  readonly least?: number;
}

const OUTSIDE = 0.05;
const LEAST_PERIODS = 4;

/** The windows of a timeline, shorter where it is; undefined where it has too few complete periods to say anything. */
export function windowsOf({ period, complete }: Pick<Timeline, 'period' | 'complete'>, options: WindowOptions = {}): Windows | undefined {
  const { recent = PERIODS_A_YEAR[period] / 2, before = PERIODS_A_YEAR[period] } = options;
  const split = complete - Math.min(recent, Math.floor(complete / 2));
  const windows = { from: Math.max(0, split - before), split, to: complete };
  return complete - windows.from < LEAST_PERIODS ? undefined : windows;
}

/**
 * Which of many topics or terms have another share of the whole than before.
 *
 * A Poisson regression of a series on "recent or before" with the logarithm of the whole as an offset, so that growth of the
 * whole alone is no change; its two rates are then sums of counts by sums of totals. Counts vary more than Poisson's (conferences,
 * seasons, whole groups that publish at once), so the deviance of the change is divided by the dispersion that the
 * periods show within the windows, 1 at least, and read from Student's t: quasi-likelihood (Wedderburn, 1974; McCullagh and
 * Nelder, Generalized Linear Models, 1989, 4.5 and 9.2). All are corrected together by Benjamini and Hochberg.
 * What it assumes: under no change, periods are independent. A share that wanders slowly shows as a change, and is one.
 * @param rows Of each topic or term its papers in each period of the timeline.
 */
export function changesOf(timeline: Timeline, rows: readonly ArrayLike<number>[], options: ChangeOptions = {}): Change[] {
  const steps = comparing(timeline, rows, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same of tens of thousands of terms, which takes a second: others have their turn now and then.
 * @throws INTERRUPTED when the signal is aborted.
 */
export async function changesOfMany(
  timeline: Timeline,
  rows: readonly ArrayLike<number>[],
  { signal, ...options }: ChangeOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<Change[]> {
  const steps = comparing(timeline, rows, options);
  for (;;) {
    throwIfAborted(signal);
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

const ROWS_A_STEP = 250;

function* comparing(timeline: Timeline, rows: readonly ArrayLike<number>[], options: ChangeOptions): Generator<void, Change[]> {
  const { rate = 0.05, least = 10, wholeOf = () => timeline.totals } = options;
  const windows = windowsOf(timeline, options);
  if (!windows) return rows.map(() => ({ ...NOTHING }));
  const margins = new Map<number, number>();
  const compared: Compared[] = [];
  for (const [i, counts] of rows.entries()) {
    compared.push(compare(wholeOf(i), counts, windows, margins));
    if (i % ROWS_A_STEP === 0) yield;
  }
  const tested = compared.flatMap(({ recent, before, df }, i) => (recent + before >= least && df > 0 ? [i] : []));
  const rates = falseDiscoveryRates(tested.map((i) => (compared[i] as Compared).p));
  const changes = compared.map(({ df: _, ...change }): Change => ({ ...change, p: 1, q: 1, direction: 'unknown', since: undefined }));
  for (const [at, i] of tested.entries()) {
    const { df: _, ...change } = compared[i] as Compared;
    const q = rates[at] as number;
    const direction = q > rate ? 'steady' : change.ratio > 1 ? 'rising' : 'falling';
    const since = direction === 'steady' ? undefined : stepOf(wholeOf(i), rows[i] as ArrayLike<number>, windows, direction);
    changes[i] = { ...change, q, direction, since };
    if (at % ROWS_A_STEP === 0) yield;
  }
  return changes;
}

/**
 * The places of those that rise (or fall), the most certain effect first: by the end of the interval of the ratio that is nearer to no
 * change, on a scale of logarithms, so that neither a large topic with a small change nor a rare term with a wild ratio comes first.
 * @param weights What the effect of each is multiplied by, such as how topical a term is; those of 0 or less are left out. Default 1 each.
 */
export function strongest(changes: readonly Change[], direction: 'rising' | 'falling', weights?: readonly number[]): number[] {
  const effects = changes.map((change, i) => {
    const effect = direction === 'rising' ? Math.log(change.low) : -Math.log(change.high);
    return { i, effect: effect * (weights?.[i] ?? 1), isIn: change.direction === direction && (weights?.[i] ?? 1) > 0 };
  });
  const found = effects.filter(({ isIn }) => isIn);
  return found.sort((a, b) => b.effect - a.effect || a.i - b.i).map(({ i }) => i);
}

const NOTHING: Change = {
  direction: 'unknown',
  ratio: 1,
  low: 0,
  high: Number.POSITIVE_INFINITY,
  p: 1,
  q: 1,
  recent: 0,
  before: 0,
  since: undefined,
};

type Compared = Omit<Change, 'q' | 'direction' | 'since'> & { df: number };

function compare(
  totals: ArrayLike<number>,
  counts: ArrayLike<number>,
  { from, split, to }: Windows,
  margins: Map<number, number>,
): Compared {
  const [old, late] = [sumsOf(totals, counts, from, split), sumsOf(totals, counts, split, to)];
  // A window without a paper of it tells nothing of how much it varies.
  const df = Math.max(0, old.papers > 0 ? old.periods - 1 : 0) + Math.max(0, late.papers > 0 ? late.periods - 1 : 0);
  const ratio = (late.papers + 0.5) / late.total / ((old.papers + 0.5) / old.total);
  const known = { recent: late.papers, before: old.papers };
  if (df === 0 || old.total === 0 || late.total === 0) return { ...NOTHING, ...known, df: 0 };
  const dispersion = Math.max(1, (scatter(totals, counts, from, split, old) + scatter(totals, counts, split, to, late)) / df);
  const share = (old.papers + late.papers) / (old.total + late.total);
  const deviance = 2 * (part(old.papers, share * old.total) + part(late.papers, share * late.total));
  const p = twoSided(Math.sqrt(Math.max(0, deviance) / dispersion), df);
  const error = Math.sqrt(dispersion * (1 / (late.papers + 0.5) + 1 / (old.papers + 0.5)));
  const margin = Math.exp(error * marginOf(df, margins));
  return { ...known, ratio, low: ratio / margin, high: ratio * margin, p, df };
}

interface Sums {
  papers: number;
  total: number;
  /** Those that have papers at all. */
  periods: number;
}

function sumsOf(totals: ArrayLike<number>, counts: ArrayLike<number>, from: number, to: number): Sums {
  const sums = { papers: 0, total: 0, periods: 0 };
  for (let at = from; at < to; at++) {
    sums.papers += counts[at] as number;
    sums.total += totals[at] as number;
    if ((totals[at] as number) > 0) sums.periods++;
  }
  return sums;
}

/** Pearson's statistic: how far the periods of a window are from its mean share. */
function scatter(totals: ArrayLike<number>, counts: ArrayLike<number>, from: number, to: number, { papers, total }: Sums): number {
  let sum = 0;
  for (let at = from; at < to; at++) {
    const expected = (papers / total) * (totals[at] as number);
    if (expected > 0) sum += ((counts[at] as number) - expected) ** 2 / expected;
  }
  return sum;
}

/** The part of a count in half the deviance. */
function part(count: number, expected: number): number {
  return count === 0 ? 0 : count * Math.log(count / expected);
}

/** Found by halving, so it is kept: all rows have one of a few degrees of freedom. */
function marginOf(df: number, margins: Map<number, number>): number {
  const known = margins.get(df) ?? criticalT(OUTSIDE, df);
  margins.set(df, known);
  return known;
}

/** The first period after the step that fits best, by likelihood, among steps in this direction. */
function stepOf(
  totals: ArrayLike<number>,
  counts: ArrayLike<number>,
  { from, to }: Windows,
  direction: 'rising' | 'falling',
): number | undefined {
  const whole = sumsOf(totals, counts, from, to);
  let [papers, total] = [0, 0];
  let best = { gain: Number.NEGATIVE_INFINITY, at: undefined as number | undefined };
  for (let at = from; at < to - 1; at++) {
    papers += counts[at] as number;
    total += totals[at] as number;
    const [laterPapers, laterTotal] = [whole.papers - papers, whole.total - total];
    if (total === 0 || laterTotal === 0) continue;
    const rises = laterPapers * total > papers * laterTotal;
    if (rises !== (direction === 'rising')) continue;
    const gain = part(papers, total) + part(laterPapers, laterTotal);
    if (gain > best.gain) best = { gain, at: at + 1 };
  }
  return best.at;
}
