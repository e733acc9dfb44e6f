import { UNDATED } from '../lexical/lexical-index.js';
import { firstDayOf, nameOfPeriod, type Period, periodOf } from './periods.js';

/** The whole that shares are taken of: how many papers each period has. */
export interface Timeline {
  readonly period: Period;
  /** Number of the first period, see `periodOf`. */
  readonly first: number;
  /** Papers of each period, oldest first. */
  readonly totals: Uint32Array;
  /** So many periods, from the first, are over and told in full. What follows is shown, and never tested. */
  readonly complete: number;
  /** Papers that are not in it: without a date, before its first period, after its last. */
  readonly left: { readonly undated: number; readonly earlier: number; readonly later: number };
}

export interface TimelineOptions {
  /** Default month. */
  readonly period?: Period;
  /** At most so many periods, the latest. Default: ten years of months, five of weeks. */
  readonly most?: number;
  /** Today, in days since 1970-01-01: papers dated later open no periods. Default: the clock's. */
  readonly today?: number;
}

const MOST: Readonly<Record<Period, number>> = { week: 260, month: 120 };
/** A last period with less than this share of what is usual has only begun to arrive: papers come to a corpus weeks after their date. */
const USUAL = 1 / 3;
/** So many periods before say what is usual. */
const USUAL_PERIODS = 6;

/**
 * The timeline of a corpus.
 * @param days Of each paper its day, {@link UNDATED} where that is unknown.
 */
export function timelineOf(
  days: ArrayLike<number>,
  { period = 'month', most = MOST[period], today = clock() }: TimelineOptions = {},
): Timeline {
  let last = UNDATED;
  let earliest = today;
  for (let i = 0; i < days.length; i++) {
    const day = days[i] as number;
    if (day === UNDATED || day > today) continue;
    if (day > last) last = day;
    if (day < earliest) earliest = day;
  }
  if (last === UNDATED) return withTotals({ period, first: 0, length: 0 }, days, 0);
  const end = periodOf(last, period);
  const first = Math.max(periodOf(earliest, period), end - most + 1);
  const isOver = last + 1 >= firstDayOf(end + 1, period);
  return withTotals({ period, first, length: end - first + 1 }, days, isOver ? 0 : 1);
}

/** How many of some papers are in each period of a timeline. */
export function countByPeriod(
  { period, first, totals }: Pick<Timeline, 'period' | 'first' | 'totals'>,
  days: ArrayLike<number>,
): Uint32Array {
  const counts = new Uint32Array(totals.length);
  for (let i = 0; i < days.length; i++) {
    const day = days[i] as number;
    if (day === UNDATED) continue;
    const at = periodOf(day, period) - first;
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}

/** The name of the period at a place of the timeline: `2025-03`, or the Monday of a week. */
export function nameAt({ period, first }: Pick<Timeline, 'period' | 'first'>, at: number): string {
  return nameOfPeriod(first + at, period);
}

function withTotals(span: { period: Period; first: number; length: number }, days: ArrayLike<number>, running: number): Timeline {
  const { period, first, length } = span;
  const totals = countByPeriod({ period, first, totals: new Uint32Array(length) }, days);
  const left = { undated: 0, earlier: 0, later: 0 };
  const [start, end] = [firstDayOf(first, period), firstDayOf(first + length, period)];
  for (let i = 0; i < days.length; i++) {
    const day = days[i] as number;
    if (day === UNDATED) left.undated++;
    else if (length === 0 || day >= end) left.later++;
    else if (day < start) left.earlier++;
  }
  return { period, first, totals, complete: completeOf(totals, length - running), left };
}

/** Takes off what has only begun to arrive, and the empty periods between. */
function completeOf(totals: Uint32Array, over: number): number {
  let complete = Math.max(0, over);
  while (complete > USUAL_PERIODS) {
    const before = totals.slice(complete - 1 - USUAL_PERIODS, complete - 1).sort();
    const usual = before[USUAL_PERIODS / 2] as number;
    if ((totals[complete - 1] as number) >= USUAL * usual) break;
    complete--;
  }
  return complete;
}

function clock(): number {
  return Math.floor(Date.now() / 86_400_000);
}
