/** Far from where papers usually are beside their centroid. */
const FAR = 1.5;

/** So that at most that share is below, and only what is {@link FAR} standard deviations below the mean. */
export function outlierThreshold(similarities: Float32Array, share: number): number {
  if (share === 0 || similarities.length === 0) return -1;
  const rising = similarities.slice().sort();
  const quantile = rising[Math.floor(share * rising.length)] as number;
  const mean = rising.reduce((sum, x) => sum + x, 0) / rising.length;
  const deviation = Math.sqrt(rising.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rising.length);
  return Math.min(quantile, mean - FAR * deviation);
}
