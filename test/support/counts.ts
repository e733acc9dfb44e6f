/** A Poisson count; of a large mean the normal distribution's, rounded. */
export function poisson(mean: number, random: () => number): number {
  if (mean > 100) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let [count, product] = [-1, 1];
  const floor = Math.exp(-mean);
  while (product >= floor) {
    product *= random() || Number.MIN_VALUE;
    count++;
  }
  return count;
}

/** A positive number of mean 1 with this standard deviation, gamma distributed (Marsaglia and Tsang, 2000); deviation below 1. */
export function gamma(deviation: number, random: () => number): number {
  const shape = 1 / deviation ** 2;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() || Number.MIN_VALUE)) * Math.cos(2 * Math.PI * random());
}
