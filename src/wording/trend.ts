import type { TrendChange } from '../trends/answer.js';

/** A trend in words: the same on every door. Pure. */

/** What a sentence is made of: a change, with its first period as it is written (`2025-03`). Without a ratio it is unknown. */
export type WordedTrend = Pick<TrendChange, 'direction' | 'ratio' | 'low' | 'high' | 'recent' | 'before' | 'since'>;

/**
 * "rising: 2.1 times its share of the year before (1.7–2.6), since 2025-03".
 * @param before The window that it is compared with, in words.
 */
export function trendSentence(
  { direction, ratio = 1, low = 0, high = Number.POSITIVE_INFINITY, recent, before: papers, since }: WordedTrend,
  before = 'the year before',
): string {
  if (direction === 'unknown') return `too little to say: ${count(recent + papers)} in all`;
  const begin = since === undefined ? '' : `, since ${since}`;
  if (direction === 'rising' && papers === 0) return `new: ${count(recent)}, none in ${before}${begin}`;
  if (direction === 'falling' && recent === 0) return `gone: ${count(papers)} in ${before}, none now${begin}`;
  // What may have halved or doubled is not known to be steady.
  const said = direction === 'steady' && (low < 1 / WIDE || high > WIDE) ? 'no clear change' : direction;
  return `${said}: ${times(ratio)} times its share of ${before} (${times(low)}–${times(high)})${begin}`;
}

const WIDE = 2;

/** The same in a cell of a table: "↑ 2.1×". */
export function trendMark({ direction, ratio = 1 }: Pick<TrendChange, 'direction' | 'ratio'>): string {
  const mark = { rising: '↑', falling: '↓', steady: '→', unknown: '?' }[direction];
  return direction === 'unknown' ? mark : `${mark} ${times(ratio)}×`;
}

function times(ratio: number): string {
  if (ratio >= 9.95) return Math.min(ratio, 9_999).toFixed(0);
  return ratio.toFixed(ratio < 0.995 ? 2 : 1).replace(/^0\./, '.');
}

function count(papers: number): string {
  return `${papers.toLocaleString('en')} paper${papers === 1 ? '' : 's'}`;
}

/** A q as people compare it with .05: ".003", "under .001"; undefined where nothing was tested. */
export function formatQ(q: number | undefined): string | undefined {
  if (q === undefined) return undefined;
  return q < 0.001 ? 'q < .001' : `q ${q.toFixed(q < 0.1 ? 3 : 2).replace(/^0\./, '.')}`;
}
