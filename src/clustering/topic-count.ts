/**
 * How many groups a sample of points holds: as many as the Bayesian information criterion of a mixture of von Mises-Fisher
 * distributions of one concentration is best for (Banerjee et al., 2005; the criterion for k-means as in X-means, Pelleg and Moore, 2000).
 */

/** What k groups of a sample come to: how similar its points are to their centroids, on average. */
export interface CandidateGrouping {
  k: number;
  similarity: number;
}

export function chooseCount(groupings: readonly CandidateGrouping[], points: number, dimensions: number): number {
  const scored = groupings.map(({ k, similarity }) => ({
    k,
    score: logLikelihood(similarity, dimensions) * points - penalty(k, points, dimensions),
  }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).k;
}

/** Numbers of groups that are tried, each about 1.4 times the one before. */
export function countsToTry(most: number): number[] {
  const counts: number[] = [];
  for (let k = 2; k <= most; k = Math.max(k + 1, Math.round(1.4 * k))) counts.push(k);
  return counts.length === 0 ? [1] : counts;
}

/** Half a logarithm for each number that is estimated: the centroids, their shares, and the concentration. */
function penalty(k: number, points: number, dimensions: number): number {
  return (0.5 * (k * (dimensions - 1) + k) + 0.5) * Math.log(points);
}

/** Of a point, on average, at the concentration that fits best. @param similarity Mean cosine to the centroid, 0..1. */
function logLikelihood(similarity: number, dimensions: number): number {
  const r = Math.min(0.999, Math.max(0.001, similarity));
  const concentration = (r * dimensions - r ** 3) / (1 - r ** 2);
  const order = dimensions / 2 - 1;
  return order * Math.log(concentration) - (dimensions / 2) * Math.log(2 * Math.PI) - logBessel(order, concentration) + concentration * r;
}

/** ln I of an order for an argument, by its expansion for large orders (Abramowitz and Stegun, 9.7.7). */
function logBessel(order: number, argument: number): number {
  const z = argument / order;
  const root = Math.sqrt(1 + z * z);
  return order * (root + Math.log(z / (1 + root))) - 0.5 * Math.log(2 * Math.PI * order) - 0.25 * Math.log(1 + z * z);
}
