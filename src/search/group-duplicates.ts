import type { Views } from './candidates.js';
import type { Mode } from './query.js';

/**
 * Two papers are one text in two versions when both views say so: a preprint and its journal version under another
 * title, a report submitted twice. Of 6,000 random papers among 291,983 four have such a twin; what a group wrote next
 * on the same system has .70 to .78 in words and stays a paper of its own.
 */
const SAME = { dense: 0.92, lexical: 0.82 };

/** Twins score nearly alike, so a paper is compared with those at most so far ahead of it. */
const BACK = 50;
const STEP = 150;

/** Papers in groups, the best of each first: nearly all stand alone. By words alone where only they were asked: to open the vectors would take longer than the answer. */
export async function groupDuplicates<R extends { key: number }>(views: Views, best: readonly R[], mode: Mode): Promise<R[][]> {
  const groups = new Map<number, R[]>();
  for (let start = 0; start < best.length; start += STEP) {
    const window = best.slice(Math.max(0, start - BACK), start + STEP);
    const twins = await twinsAmong(
      views,
      window.map(({ key }) => key),
      mode,
    );
    for (const paper of window) {
      if (groups.has(paper.key)) continue;
      const group = groups.get(twins.get(paper.key) ?? -1) ?? [];
      group.push(paper);
      groups.set(paper.key, group);
    }
  }
  return [...new Set(groups.values())];
}

/** Of each paper that has one the first other that is the same text, if that comes before it. */
async function twinsAmong({ dense, lexical }: Views, keys: readonly number[], mode: Mode): Promise<Map<number, number>> {
  const close = mode === 'lexical' ? undefined : pairsAbove(SAME.dense, keys, await dense.pairwise(keys));
  const involved = close ? keys.filter((key) => close.some((pair) => pair.includes(key))) : keys;
  const twins = new Map<number, number>();
  if (involved.length === 0) return twins;
  const names = close && new Set(close.map(String));
  for (const pair of pairsAbove(SAME.lexical, involved, await lexical.pairwise(involved))) {
    if (names?.has(String(pair)) !== false && !twins.has(pair[1])) twins.set(pair[1], pair[0]);
  }
  return twins;
}

type Pair = readonly [number, number];

/** The earlier one of a pair comes first. */
function pairsAbove(least: number, keys: readonly number[], matrix: Float32Array): Pair[] {
  return keys.flatMap((one, row) =>
    keys.slice(row + 1).flatMap((other, i) => ((matrix[row * keys.length + row + 1 + i] ?? 0) >= least ? [[one, other] as const] : [])),
  );
}
