/**
 * Which groups of now are which of before. Ids follow the papers: a group goes on under the id of the group of before with which it
 * has most in common, and what has no such group was born, or split off; what nothing goes on from has died, or was merged.
 */
export interface Matching {
  /** Of each group of now the group of before that it goes on from; undefined where it is new. */
  from: (string | undefined)[];
  changes: { kind: 'birth' | 'death' | 'split' | 'merge'; before: string[]; now: number[] }[];
}

/** Share of the papers of both that two groups have in common, at least, to be the same one. */
const SAME = 0.2;
/** Share of its papers that came from another group, or went to one. */
const MOST = 0.5;

/**
 * @param pairs Of papers that are in a group then and now, both. @param groups How many groups there are now. @param ids Those of before.
 * @param first The group of before that goes on whatever others have in common with the one that it is in now.
 */
export function matchGroups(
  pairs: Iterable<readonly [before: string, now: number]>,
  groups: number,
  ids: readonly string[],
  first?: string,
): Matching {
  const common = new Map<string, Map<number, number>>();
  const [sizeBefore, sizeNow] = [new Map<string, number>(), new Array<number>(groups).fill(0)];
  for (const [before, now] of pairs) {
    const row = common.get(before) ?? new Map<number, number>();
    if (row.size === 0) common.set(before, row);
    row.set(now, (row.get(now) ?? 0) + 1);
    sizeBefore.set(before, (sizeBefore.get(before) ?? 0) + 1);
    sizeNow[now] = (sizeNow[now] as number) + 1;
  }
  const overlaps = [...common].flatMap(([before, row]) =>
    [...row].map(([now, count]) => ({
      before,
      now,
      count,
      share: count / ((sizeBefore.get(before) ?? 0) + (sizeNow[now] as number) - count),
    })),
  );
  overlaps.sort(
    (a, b) =>
      Number(b.before === first) - Number(a.before === first) || b.share - a.share || a.now - b.now || (a.before < b.before ? -1 : 1),
  );
  const from = new Array<string | undefined>(groups).fill(undefined);
  const goesOn = new Map<string, number>();
  for (const { before, now, share } of overlaps) {
    if ((share < SAME && before !== first) || from[now] !== undefined || goesOn.has(before)) continue;
    from[now] = before;
    goesOn.set(before, now);
  }
  const changes: Matching['changes'] = [];
  for (let now = 0; now < groups; now++) {
    if (from[now] !== undefined) continue;
    const origin = overlaps.filter((one) => one.now === now).find(({ count }) => count >= MOST * (sizeNow[now] as number));
    const rest = origin && goesOn.get(origin.before);
    if (origin && rest !== undefined) changes.push({ kind: 'split', before: [origin.before], now: [rest, now] });
    else changes.push({ kind: 'birth', before: [], now: [now] });
  }
  for (const before of ids) {
    if (goesOn.has(before)) continue;
    const heir = overlaps.filter((one) => one.before === before).find(({ count }) => count >= MOST * (sizeBefore.get(before) ?? 0));
    const other = heir && from[heir.now];
    if (heir && other !== undefined) changes.push({ kind: 'merge', before: [before, other], now: [heir.now] });
    else changes.push({ kind: 'death', before: [before], now: [] });
  }
  return { from, changes };
}
