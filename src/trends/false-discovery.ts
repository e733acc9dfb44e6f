/**
 * The q of each p: the least false discovery rate at which its test counts as a finding (Benjamini and Hochberg, 1995). It also holds
 * for tests that rise and fall together (Benjamini and Yekutieli, 2001), as those of terms that share papers do. Pure.
 */
export function falseDiscoveryRates(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[b] as number) - (ps[a] as number));
  const rates = new Array<number>(ps.length).fill(1);
  let least = 1;
  order.forEach((i, before) => {
    least = Math.min(least, ((ps[i] as number) * ps.length) / (ps.length - before));
    rates[i] = least;
  });
  return rates;
}
