/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): again and again the one that is relevant
 * and unlike all that are chosen already.
 *
 * Both sides are stretched to 0..1 over what there is to choose from, so that a diversity of .5 weighs them alike.
 *
 * @param relevance Of each item, the most relevant one first.
 * @param likeness Of all items among themselves, row by row; NaN where it is not known, which counts as unlike.
 * @param diversity 0 (by relevance alone) to 1 (the first, and then the most unlike).
 * @param chosen Indices of items that were chosen before.
 * @returns Indices of the others, at most `count`, in the order in which they are chosen.
 */
export function diversified(
  relevance: readonly number[],
  likeness: Float32Array,
  diversity: number,
  count: number,
  chosen: readonly number[] = [],
): number[] {
  const size = relevance.length;
  const gains = stretched(relevance);
  const alike = stretched(likeness.filter((_, at) => at % size !== Math.floor(at / size)));
  /** Of each item its greatest likeness to a chosen one. */
  const nearest = new Float64Array(size);
  const left = new Set(relevance.keys());
  const order: number[] = [];
  const choose = (item: number) => {
    left.delete(item);
    for (const other of left) {
      // The diagonal has been left out of what was stretched.
      const at = item * (size - 1) + other - Number(other > item);
      nearest[other] = Math.max(nearest[other] as number, alike[at] as number);
    }
  };
  for (const item of chosen) choose(item);
  while (order.length < count && left.size > 0) {
    let [best, most] = [-1, Number.NEGATIVE_INFINITY];
    for (const item of left) {
      const gain = (1 - diversity) * (gains[item] as number) - diversity * (nearest[item] as number);
      if (gain > most) [best, most] = [item, gain];
    }
    order.push(best);
    choose(best);
  }
  return order;
}

/** To 0..1; all the same is 0, and so is what is not known. */
function stretched(numbers: ArrayLike<number>): Float64Array {
  const known = Array.from(numbers).filter((number) => !Number.isNaN(number));
  const least = known.reduce((min, number) => Math.min(min, number), Number.POSITIVE_INFINITY);
  const range = known.reduce((max, number) => Math.max(max, number), Number.NEGATIVE_INFINITY) - least;
  return Float64Array.from(numbers, (number) => (range > 0 && !Number.isNaN(number) ? (number - least) / range : 0));
}
