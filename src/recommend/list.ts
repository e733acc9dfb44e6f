import { diversified } from '../search/diversify.js';

/** How a list is put together. Pure. */

export interface ListItem {
  score: number;
  /** Index of the interest that it is nearest to; undefined where there are none. */
  interest: number | undefined;
}

export interface Slots {
  /** Of each interest its share, 0..1. */
  share: number;
  /** Has a place however small its share. */
  pinned: boolean;
}

/**
 * What part of the list is shared out by the interests' shares; the rest goes to the best, whoever they are for. All of it would
 * give slots to what is hardly liked, none of it would let the greatest interest swallow the list.
 */
const SHARED = 0.6;

/**
 * The items of a list of `k`, in order: by score and unlikeness, where an interest that has fewer than its share is served first.
 * @param items The best first.
 * @param likeness Of the items among themselves, row by row.
 * @param diversity 0..1, see {@link diversified}.
 * @returns Indices of items.
 */
export function chooseItems(
  items: readonly ListItem[],
  likeness: Float32Array,
  interests: readonly Slots[],
  { k, diversity }: { k: number; diversity: number },
): number[] {
  const scores = items.map(({ score }) => score);
  const order = diversity === 0 ? [...items.keys()] : diversified(scores, likeness, diversity, items.length);
  const left = new Set(order);
  const given = interests.map(() => 0);
  const chosen: number[] = [];
  while (chosen.length < k && left.size > 0) {
    const owed = mostOwed(interests, given, chosen.length + 1, k);
    const [next] = owed === undefined ? left : itemsOf(items, left, owed);
    if (next === undefined) {
      // Nothing of it is left: it is owed no more.
      given[owed as number] = Number.POSITIVE_INFINITY;
      continue;
    }
    left.delete(next);
    chosen.push(next);
    const interest = items[next]?.interest;
    if (interest !== undefined) given[interest] = (given[interest] ?? 0) + 1;
  }
  return chosen;
}

/** The interest that has the fewest of what it should have by place `place` of `k`. */
function mostOwed(interests: readonly Slots[], given: readonly number[], place: number, k: number): number | undefined {
  const debts = interests.map(({ share, pinned }, i) => {
    const due = Math.max(Math.round(SHARED * share * place), pinned && place === k ? 1 : 0);
    return due - (given[i] as number);
  });
  const greatest = Math.max(0, ...debts);
  return greatest < 1 ? undefined : debts.indexOf(greatest);
}

function* itemsOf(items: readonly ListItem[], left: ReadonlySet<number>, interest: number): Generator<number> {
  for (const i of left) if (items[i]?.interest === interest && (items[i]?.score ?? 0) > 0) yield i;
}

/** The places of a list of `k` that are for exploring, from 0: evenly spread, and never the first. */
export function explorationPlaces(k: number, share: number): number[] {
  const count = Math.round(k * share);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 1) * k) / count) - 1).filter((place) => place > 0);
}
