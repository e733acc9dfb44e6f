import { seededRandom } from '../numeric/random.js';
import type { Comparison, Interval } from './answer.js';
import { mean } from './metrics.js';

/** Of the resamples so much is inside the interval. */
const INSIDE = 0.95;
const RESAMPLES = 2_000;
const SEED = 1979;

/** What a set of figures comes to: their mean, their median. */
export type Statistic = (values: readonly number[]) => number;

export interface BootstrapOptions {
  /** Default: the mean. */
  statistic?: Statistic;
  seed?: number;
  resamples?: number;
}

/**
 * Two systems on the same questions, by the paired bootstrap (Efron, 1979): questions are drawn with replacement, as many as there
 * are, again and again, for both at once. So a question that is hard for both widens no difference.
 * @param ours A figure for each question, in one order with `theirs`; at least one.
 */
export function compared(
  ours: readonly number[],
  theirs: readonly number[],
  { statistic = mean, seed = SEED, resamples = RESAMPLES }: BootstrapOptions = {},
): Pick<Comparison, 'ours' | 'theirs' | 'difference'> {
  if (ours.length !== theirs.length || ours.length === 0) throw new RangeError('Both need a figure for each question, and one at least.');
  const random = seededRandom(seed);
  const [first, second, less] = [new Float64Array(resamples), new Float64Array(resamples), new Float64Array(resamples)];
  const [a, b] = [[...ours], [...theirs]];
  for (let i = 0; i < resamples; i++) {
    for (let j = 0; j < ours.length; j++) {
      const drawn = Math.floor(random() * ours.length);
      a[j] = ours[drawn] as number;
      b[j] = theirs[drawn] as number;
    }
    first[i] = statistic(a);
    second[i] = statistic(b);
    less[i] = (first[i] as number) - (second[i] as number);
  }
  const [own, other] = [statistic(ours), statistic(theirs)];
  return { ours: interval(own, first), theirs: interval(other, second), difference: interval(own - other, less) };
}

function interval(value: number, resampled: Float64Array): Interval {
  resampled.sort();
  const at = (share: number) => resampled[Math.min(resampled.length - 1, Math.floor(share * resampled.length))] as number;
  return { value, low: at((1 - INSIDE) / 2), high: at((1 + INSIDE) / 2) };
}
