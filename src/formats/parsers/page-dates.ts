/** Dates as a Daily Papers page writes them: `Dec 1, 2025`, or `Mar 14` within the year of the page. */

export interface PageDate {
  /** Undefined where the page leaves it out. */
  year: number | undefined;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
  /** The number that may follow: comments in the discussion of the paper. */
  comments: number | undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DATE = /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2})(?:, (\d{4}))?(?:\s+(\d{1,6}))?$/;

/** A page may have been made where the day had begun before it did here. */
const ONE_DAY = 24 * 60 * 60 * 1_000;
/** 29 February comes round within eight years, whatever the century. */
const YEARS_TO_LOOK_BACK = 8;
const A_LEAP_YEAR = 2000;

/** The date on a line of its own, with the count that may follow it; undefined for any other line. */
export function pageDate(line: string): PageDate | undefined {
  const [, month = '', day, year, comments] = DATE.exec(line) ?? [];
  if (day === undefined || Number(day) < 1 || Number(day) > 31) return undefined;
  return { year: numberOf(year), month: MONTHS.indexOf(month) + 1, day: Number(day), comments: numberOf(comments) };
}

/**
 * The year that a page leaves out: the latest in which none of its dates without a year lies after
 * `now`, and later than every year that it writes out, since it writes out every year but its own
 * (so it rather doubts the clock than the page).
 */
export function yearOfPage(dates: readonly PageDate[], now: Date): number {
  const stated = dates.flatMap(({ year }) => year ?? []);
  const yearless = dates.filter((date) => date.year === undefined && isDay(date, A_LEAP_YEAR));
  const today = now.getTime() + ONE_DAY;
  const latest = new Date(today).getUTCFullYear();
  const fits = (year: number) => yearless.every((date) => isDay(date, year) && Date.UTC(year, date.month - 1, date.day) <= today);
  let year = latest;
  while (!fits(year) && year > latest - YEARS_TO_LOOK_BACK) year--;
  return stated.reduce((latest, other) => Math.max(latest, other + 1), year);
}

/** `YYYY-MM-DD`, or undefined when there is no such day. */
export function isoDate(date: PageDate, yearOfThePage: number): string | undefined {
  const year = date.year ?? yearOfThePage;
  if (!isDay(date, year)) return undefined;
  return [year, date.month, date.day].map((part) => String(part).padStart(2, '0')).join('-');
}

function isDay({ month, day }: PageDate, year: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
