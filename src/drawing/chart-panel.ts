import type { Burst } from '../trends/bursts.js';
import { firstDayOf } from '../trends/periods.js';
import { nameAt, type Timeline } from '../trends/timeline.js';
import { type ChartColour, colourAttribute, ellipsize, escaped, percent, wrapText } from './chart-text.js';

/** What one panel shows. */
export interface ChartSeries {
  readonly name: string;
  /** What is said of it, in two lines at most: a sentence of its trend. */
  readonly caption?: string | undefined;
  /** Papers in each period of the timeline. */
  readonly counts: ArrayLike<number>;
  readonly bursts?: readonly Burst[] | undefined;
}

export interface PanelFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Of the plot alone. */
  readonly height: number;
  /** The place of the timeline that it begins with. */
  readonly from: number;
  readonly inPage: boolean;
  /** Whether each period says its numbers when it is pointed at. */
  readonly tips: boolean;
}

/** Above the plot: the name, and two lines of caption. */
export const PANEL_HEAD = 60;
/** Below it: the years. */
export const PANEL_FOOT = 20;

/** A share of few papers is no share to scale by: periods with less than this of the most papers do not decide how high the plot is. */
const SPARSE = 0.05;
/** Weeks vary by conferences and holidays; the line is the mean of so many. */
const SMOOTH = { week: 5, month: 1 } as const;
const NAME_SIZE = 15;
const CAPTION_SIZE = 12;
const CAPTION_LINES = 2;
const LINE = 15;

/** One series over time as its share of all papers: a group of an SVG. */
export function panel(timeline: Timeline, series: ChartSeries, frame: PanelFrame): string {
  const { x, y, width, height, from, inPage } = frame;
  const { totals, complete } = timeline;
  const raw = Array.from(totals, (total, at) => (total > 0 ? (series.counts[at] as number) / total : 0));
  const smooth = smoothed(timeline, series.counts);
  const top = niceTop(Math.max(...raw.map((share, at) => (at >= from && isTold(totals, at) ? share : 0)), 0));
  const step = width / Math.max(1, totals.length - from);
  const left = (at: number) => round((at - from) * step);
  const middle = (at: number) => round((at - from + 0.5) * step);
  const high = (share: number) => round(height * (1 - Math.min(share / top, 1)));
  const fill = (colour: ChartColour) => colourAttribute('fill', colour, inPage);
  const stroke = (colour: ChartColour) => colourAttribute('stroke', colour, inPage);
  const text = (size: number, colour: ChartColour, at: string, content: string) =>
    `<text ${at} font-size="${size}" ${fill(colour)}>${escaped(content)}</text>`;
  const places = (start: number, end: number) => Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
  const path = (start: number, end: number, shares: readonly number[]) =>
    places(Math.max(start, from), end)
      .map((at, i) => `${i === 0 ? 'M' : 'L'}${middle(at)} ${high(shares[at] as number)}`)
      .join('');

  const parts = [`<g transform="translate(${round(x)} ${round(y)})">`];
  parts.push(
    `<text y="16" font-size="${NAME_SIZE}" font-weight="700" ${fill('ink')}>${escaped(ellipsize(series.name, width, NAME_SIZE))}</text>`,
  );
  const caption = wrapText(series.caption ?? '', width, CAPTION_SIZE, CAPTION_LINES);
  // The last line stands at the plot, whatever their number.
  const first = PANEL_HEAD - 12 - LINE * (caption.length - 1);
  for (const [i, line] of caption.entries()) parts.push(text(CAPTION_SIZE, 'soft', `y="${first + LINE * i}"`, line));
  parts.push(`<g transform="translate(0 ${PANEL_HEAD})">`);
  for (const burst of series.bursts ?? []) {
    if (burst.end < from) continue;
    const begin = Math.max(burst.begin, from);
    const says = `Burst, ${nameAt(timeline, burst.begin)} to ${nameAt(timeline, burst.end)}`;
    const box = `x="${left(begin)}" y="0" width="${round((burst.end - begin + 1) * step)}" height="${height}"`;
    parts.push(`<rect ${box} ${fill('accent')} fill-opacity=".13"><title>${says}</title></rect>`);
  }
  for (const share of [0, top / 2, top]) {
    parts.push(`<line x1="0" x2="${round(width)}" y1="${high(share)}" y2="${high(share)}" ${stroke(share === 0 ? 'soft' : 'line')}/>`);
  }
  for (const { at, year } of yearsOf(timeline, from, step)) {
    parts.push(`<line x1="${left(at)}" x2="${left(at)}" y1="${height}" y2="${height + 4}" ${stroke('soft')}/>`);
    parts.push(text(11, 'soft', `x="${left(at) + 3}" y="${height + 14}"`, year));
  }
  const area = path(from, complete, raw);
  if (area !== '') {
    const floor = `L${middle(complete - 1)} ${height}L${middle(from)} ${height}Z`;
    parts.push(`<path d="${area}${floor}" ${fill('accent')} fill-opacity=".16"/>`);
    parts.push(`<path d="${path(from, complete, smooth)}" fill="none" ${stroke('accent')} stroke-width="2" stroke-linejoin="round"/>`);
  }
  if (complete < totals.length && complete > 0) {
    const dashed = path(complete - 1, totals.length, raw);
    parts.push(`<path d="${dashed}" fill="none" ${stroke('accent')} stroke-width="1.5" stroke-dasharray="2 3"/>`);
  }
  for (const share of [top / 2, top]) {
    // A rim of the ground's colour, below: the line may run behind it.
    const at = `x="2" y="${high(share) + 12}"`;
    parts.push(`<text ${at} font-size="11" ${stroke('card')} stroke-width="3" aria-hidden="true">${percent(share)}</text>`);
    parts.push(text(11, 'soft', at, percent(share)));
  }
  if (frame.tips) {
    for (const at of places(from, totals.length)) {
      const papers = (series.counts[at] as number).toLocaleString('en');
      const says = `${nameAt(timeline, at)}: ${percent(raw[at] as number)}, ${papers} paper${papers === '1' ? '' : 's'}`;
      parts.push(`<rect x="${left(at)}" y="0" width="${round(step)}" height="${height}" fill-opacity="0"><title>${says}</title></rect>`);
    }
  }
  return `${parts.join('')}</g></g>`;
}

function isTold(totals: Uint32Array, at: number): boolean {
  return (totals[at] as number) >= SPARSE * totals.reduce((most, total) => Math.max(most, total), 0);
}

/** Shares of several periods together, around each. */
function smoothed({ period, totals, complete }: Timeline, counts: ArrayLike<number>): number[] {
  const reach = (SMOOTH[period] - 1) / 2;
  return Array.from(totals, (_, at) => {
    let [papers, all] = [0, 0];
    for (let near = Math.max(0, at - reach); near <= Math.min(complete - 1, at + reach); near++) {
      papers += counts[near] as number;
      all += totals[near] as number;
    }
    return all > 0 ? papers / all : 0;
  });
}

/** The least of 1, 2, 4, 5, 10 … at or above a share, whose half is as round. */
function niceTop(share: number): number {
  if (share <= 0) return 0.01;
  const power = 10 ** Math.floor(Math.log10(share));
  const factor = [1, 2, 4, 6, 8, 10].find((some) => some * power >= share * 0.999) ?? 10;
  return factor * power;
}

const YEAR_PIXELS = 36;

/** The first period of each year, as many as there is room for. */
function yearsOf({ period, first, totals }: Timeline, from: number, step: number): { at: number; year: string }[] {
  const yearAt = (at: number) => new Date(firstDayOf(first + at, period) * 86_400_000).getUTCFullYear();
  const years: { at: number; year: string }[] = [];
  for (let at = from; at < totals.length; at++) {
    if (yearAt(at) === yearAt(at - 1)) continue;
    const before = years.at(-1);
    const isRoom = (totals.length - at) * step >= YEAR_PIXELS && (before === undefined || (at - before.at) * step >= YEAR_PIXELS);
    if (isRoom) years.push({ at, year: String(yearAt(at)) });
  }
  return years;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
