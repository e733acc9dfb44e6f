import { nameAt, type Timeline } from '../trends/timeline.js';
import { type ChartSeries, PANEL_FOOT, PANEL_HEAD, panel } from './chart-panel.js';
import { type ChartColour, colourAttribute, darkStyle, ellipsize, escaped } from './chart-text.js';

export interface ChartOptions {
  readonly title: string;
  /** So many periods are shown, the latest. Default: five years of months, two of weeks. */
  readonly last?: number;
  /**
   * Whether it becomes a part of a page, whose variables (`--ink`, `--soft`, `--line`, `--accent`, `--card`) colour it then. Default false: a
   * file of its own with both colour schemes in it.
   */
  readonly inPage?: boolean;
  /** What its ids begin with, where a page has several. Default `trends`. */
  readonly id?: string;
}

const LAST = { week: 104, month: 60 } as const;
const WIDTH = 760;
const MARGIN = 24;
const GAP = 32;
const HEAD = 62;
/** Of a plot: alone, and among others. */
const HEIGHTS = { one: 220, many: 110 } as const;
/** More of them would make the file large. */
const MOST_TIPS = 1_500;
/** As the pages have it. */
const FONT = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif";

/**
 * Series over time as an SVG, each in a panel of its own with its own scale, all with the same time: the share of all papers a period. Bursts
 * are shaded; the periods that are not complete are dashed. It has a title and a description for those who do not see it, no script, and
 * nothing from elsewhere. Names are strangers' texts and are escaped. Pure.
 */
export function trendChart(timeline: Timeline, series: readonly ChartSeries[], options: ChartOptions): string {
  const { title, last = LAST[timeline.period], inPage = false, id = 'trends' } = options;
  const from = Math.max(0, timeline.totals.length - last);
  const columns = series.length > 1 ? 2 : 1;
  const height = series.length > 1 ? HEIGHTS.many : HEIGHTS.one;
  const width = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns;
  const rowHeight = PANEL_HEAD + height + PANEL_FOOT + GAP / 2;
  const all = HEAD + MARGIN / 2 + Math.ceil(series.length / columns) * rowHeight + MARGIN / 2;
  const tips = series.length * (timeline.totals.length - from) <= MOST_TIPS;
  const panels = series.map((one, i) => {
    const [x, y] = [MARGIN + (i % columns) * (width + GAP), HEAD + MARGIN / 2 + Math.floor(i / columns) * rowHeight];
    return panel(timeline, one, { x, y, width, height, from, inPage, tips });
  });
  const fill = (colour: ChartColour) => colourAttribute('fill', colour, inPage);
  const room = WIDTH - 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${all}" width="${WIDTH}" height="${all}" role="img"`,
    ` aria-labelledby="${id}-title ${id}-desc" font-family="${FONT}">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(described(timeline, series, from))}</desc>`,
    inPage ? '' : darkStyle(),
    `<rect width="${WIDTH}" height="${all}" ${fill('card')}/>`,
    `<text x="${MARGIN}" y="36" font-size="20" font-weight="700" ${fill('ink')}>${escaped(ellipsize(title, room, 20))}</text>`,
    `<text x="${MARGIN}" y="56" font-size="12" ${fill('soft')}>${escaped(ellipsize(legend(timeline, series, from), room, 12))}</text>`,
    ...panels,
    '</svg>',
  ].join('');
}

function legend(timeline: Timeline, series: readonly ChartSeries[], from: number): string {
  const said = [`Share of all papers a ${timeline.period}`];
  if (timeline.period === 'week') said.push('the line: mean of five weeks');
  if (series.some(({ bursts }) => bursts?.some(({ end }) => end >= from))) said.push('shaded: bursts');
  if (timeline.complete < timeline.totals.length) said.push('dashed: not complete yet');
  return `${said.join('; ')}.`;
}

/** What it shows, for those who do not see it. */
function described(timeline: Timeline, series: readonly ChartSeries[], from: number): string {
  const { totals, period } = timeline;
  if (totals.length === 0) return 'No dated papers.';
  const span = `Share of all papers a ${period}, ${nameAt(timeline, from)} to ${nameAt(timeline, totals.length - 1)}.`;
  return [span, ...series.map(({ name, caption }) => (caption === undefined ? `${name}.` : `${name}: ${caption}.`))].join(' ');
}
