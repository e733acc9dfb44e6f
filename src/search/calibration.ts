import type { Calibration } from '../stores/calibration-store.js';
import type { Mode } from './query.js';

/** Which verb a score is of: papers are compared with papers, or with a question. */
export type Verb = 'similar' | 'search';

/** Pairs that were measured, weighted: how alike two are, and how many pairs of the corpus they stand for. */
export interface Sample {
  score: number;
  weight: number;
}

export function calibrationCurve(calibration: Calibration, verb: Verb, mode: Mode): CalibrationCurve | undefined {
  const knots = calibration.curves[`${verb}/${mode}`];
  return knots && new CalibrationCurve(knots);
}

/** From scores to percentiles: the share of random pairs that are less alike. */
export class CalibrationCurve {
  readonly #knots: readonly (readonly [number, number])[];

  constructor(knots: readonly (readonly [number, number])[]) {
    this.#knots = knots;
  }

  /** 0..1, never falling with the score. Between two knots the logarithm of the share above is taken to be a straight line. */
  percentile(score: number): number {
    const after = this.#knots.findIndex(([knot]) => knot > score);
    const [lowest, highest] = [this.#knots[0], this.#knots.at(-1)] as [readonly [number, number], readonly [number, number]];
    if (after === 0) return 1 - lowest[1];
    if (after < 0) return 1 - highest[1];
    const [[from, above], [to, criticalT]] = [this.#knots[after - 1], this.#knots[after]] as [[number, number], [number, number]];
    const part = (score - from) / (to - from);
    const share = Math.exp(Math.log(above) + part * Math.log(criticalT / above));
    // Rounding must not carry a score past its knots: percentiles would fall where scores rise.
    return 1 - Math.min(above, Math.max(criticalT, share));
  }
}

const KNOTS_A_DECADE = 5;

/**
 * The knots of a curve through what was measured, down to the share that the rarest sample stands for. The share of
 * a knot is at most 10^(1/5) times that of the knot above it, or no sample lies between them: so a score between two
 * knots is given a share at most that many times its own.
 */
export function knotsOf(samples: readonly Sample[]): [number, number][] {
  const falling = [...samples].sort((a, b) => b.score - a.score);
  const total = falling.reduce((sum, { weight }) => sum + weight, 0);
  const knots: [number, number][] = [];
  const reach = () => (knots.at(-1)?.[1] ?? 0) * 10 ** (1 / KNOTS_A_DECADE);
  let above = 0;
  let passed: [number, number] | undefined;
  falling.forEach(({ score, weight }, i) => {
    above += weight;
    // Equal scores are one knot, with all that they stand for.
    if (falling[i + 1]?.score === score) return;
    const share = i === falling.length - 1 ? 1 : Math.min(1, above / total);
    if (passed && share > reach()) {
      knots.push(passed);
      passed = undefined;
    }
    if (share > reach()) knots.push([score, share]);
    else passed = [score, share];
  });
  if (passed) knots.push(passed);
  return knots.reverse();
}
