/** Weeks and months as numbers in a row, so that a series is an array. Days are those since 1970-01-01, in UTC. Pure. */

export const PERIODS = ['week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
const MONTHS_A_YEAR = 12;
/** 1970-01-01 was a Thursday; weeks begin on Monday, as in ISO 8601. */
const DAYS_AFTER_MONDAY = 3;

/** How many periods a year has, about: what "a year ago" means in them. */
export const PERIODS_A_YEAR: Readonly<Record<Period, number>> = { week: 52, month: MONTHS_A_YEAR };

/** The number of the period that a day is in. */
export function periodOf(day: number, period: Period): number {
  if (period === 'week') return Math.floor((day + DAYS_AFTER_MONDAY) / DAYS_A_WEEK);
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * MONTHS_A_YEAR + date.getUTCMonth();
}

/** The first day of a period. */
export function firstDayOf(index: number, period: Period): number {
  if (period === 'week') return index * DAYS_A_WEEK - DAYS_AFTER_MONDAY;
  return Math.round(Date.UTC(1970, index) / DAY_MS);
}

/** As people write it: a week by its Monday (`2025-03-03`), a month as `2025-03`. */
export function nameOfPeriod(index: number, period: Period): string {
  const date = new Date(firstDayOf(index, period) * DAY_MS).toISOString();
  return date.slice(0, period === 'week' ? 10 : 7);
}
