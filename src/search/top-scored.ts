import { type Ranked, totalScore } from './answer.js';

/** A paper with its score worked out. */
export interface TopScored extends Ranked {
  score: number;
}

/** The best `count` of what was ranked, best first, ties by key. Of hundreds a few are wanted, and to sort all would take longer than the rest. */
export function topScored(ranked: readonly Ranked[], count: number): TopScored[] {
  const best: TopScored[] = [];
  for (const { key, parts } of ranked) {
    const one = { key, parts, score: totalScore(parts) };
    const last = best.at(-1);
    if (best.length >= count && last && compare(one, last) >= 0) continue;
    let low = 0;
    for (let high = best.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (compare(best[middle] as TopScored, one) < 0) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, one);
    if (best.length > count) best.pop();
  }
  return best;
}

function compare(a: TopScored, b: TopScored): number {
  return b.score - a.score || a.key - b.key;
}
