/** Characters: with the time of the day and its zone none has half of that. */
const MAX_WRITTEN = 200;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `2024`, `2024-02`, `2024/2/7`, `2024-02-07 19:07:10`, `2024-02-07T19:07:10Z`. */
const NUMERIC = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ].*)?)?)?$/;
/** `7 February 2024`, `Feb 2024`, `Mon, 2 Apr 2007 19:18:42 GMT`. */
const DAY_FIRST = /^(?:[a-z]{3,9},? )?(?:(\d{1,2}) )?([a-z]{3,9})\.? (\d{4})(?: .*)?$/i;
/** `February 7, 2024`. */
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i;

/**
 * A date as sources write it, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: as exact as it is stated.
 * Undefined for what is no date, be it the 31st of February.
 */
export function publicationDate(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const written = String(value);
  if (written.length > MAX_WRITTEN) return undefined;
  const text = written.trim().replace(/\s+/g, ' ');
  const numeric = NUMERIC.exec(text);
  if (numeric) return dateOf(numeric[1], numeric[2], numeric[3]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return dateOf(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? dateOf(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]) : undefined;
}

/** Printing began around then; what is older is another number. */
const EARLIEST_YEAR = 1450;
const LATEST_YEAR = 2199;

function dateOf(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  if (year === undefined || Number(year) < EARLIEST_YEAR || Number(year) > LATEST_YEAR) return undefined;
  // Reference managers write what they do not know as zero: 2024-00-00.
  if (month === undefined || Number(month) === 0) return year;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1) || 1));
  if (date.getUTCMonth() !== Number(month) - 1) return undefined;
  const exact = day === undefined || Number(day) === 0 ? 7 : 10;
  return date.toISOString().slice(0, exact);
}

function monthNumber(name: string | undefined): string {
  const index = MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase());
  return index < 0 ? '99' : String(index + 1);
}
