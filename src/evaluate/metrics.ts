/** What lists are worth, each measure a pure function of a list and what is known of it. */

/**
 * Normalised discounted cumulative gain at `k` with binary judgements, 0..1: how many relevant
 * papers are shown, and how near the top (Järvelin and Kekäläinen, 2002).
 */
export function ndcgAt<T>(k: number, ranked: readonly T[], relevant: ReadonlySet<T>): number {
  const gain = ranked.slice(0, k).reduce((sum, id, i) => sum + (relevant.has(id) ? 1 / Math.log2(i + 2) : 0), 0);
  let ideal = 0;
  for (let i = 0; i < Math.min(k, relevant.size); i++) ideal += 1 / Math.log2(i + 2);
  return ideal === 0 ? 0 : gain / ideal;
}

/** How much of what is relevant is among the first `k`, 0..1; of more than `k` relevant papers, all that can be shown count as all. */
export function recallAt<T>(k: number, ranked: readonly T[], relevant: ReadonlySet<T>): number {
  const found = ranked.slice(0, k).filter((id) => relevant.has(id)).length;
  return relevant.size === 0 ? 0 : found / Math.min(k, relevant.size);
}

/** The mean, over what is relevant, of the share of relevant papers down to there, 0..1; what is not ranked adds nothing. */
export function averagePrecision<T>(ranked: readonly T[], relevant: ReadonlySet<T>): number {
  let [found, sum] = [0, 0];
  ranked.forEach((id, i) => {
    if (relevant.has(id)) sum += ++found / (i + 1);
  });
  return relevant.size === 0 ? 0 : sum / relevant.size;
}

/**
 * How unlike each other the papers of a list are: 1 less the mean cosine of its pairs; of one paper or none, 0.
 * @param cosines Row by row; what is not finite counts as unlike.
 */
export function diversityOf(cosines: ArrayLike<number>): number {
  const size = Math.round(Math.sqrt(cosines.length));
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) sum += cosines[i * size + j] || 0;
  return size < 2 ? 0 : 1 - sum / ((size * (size - 1)) / 2);
}

/** The share of a corpus of `size` that is in at least one of the lists, 0..1. */
export function coverageOf<T>(lists: readonly (readonly T[])[], size: number): number {
  return size === 0 ? 0 : new Set(lists.flat()).size / size;
}

/** The share of a list for which something holds, 0..1; of an empty one 0. */
export function shareOf<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(holds).length / list.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value that `share` (0..1) of the values do not exceed. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** The middle value; of an even number the lower of the two, so that it is one that occurs. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
