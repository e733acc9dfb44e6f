import { z } from 'zod';
import type { Mode } from './query.js';

/** Which verb a score is of: papers are compared with papers, or with a question. */
export type Verb = 'similar' | 'search';

/** Pairs that were measured, weighted: how alike two are, and how many pairs of the corpus they stand for. */
export interface Sample {
  score: number;
  weight: number;
}

/**
 * Scores and the share of all pairs that score more, from the lowest score to the highest, shares falling. Shares
 * are spaced by their logarithm: of 400,000 papers the interesting ones are the best hundred-thousandth.
 */
const knotsSchema = z.array(z.tuple([z.number(), z.number().positive().max(1)])).min(1);

export const calibrationSchema = z.strictObject({
  /** What it was measured with: models, terms, weights. */
  identity: z.string(),
  /** How many papers there were. */
  papers: z.int().nonnegative(),
  /** Of each verb and mode, `similar/hybrid` say, its knots. */
  curves: z.record(z.string(), knotsSchema),
});

export type Calibration = z.output<typeof calibrationSchema>;

export function curveOf(calibration: Calibration, verb: Verb, mode: Mode): Curve | undefined {
  const knots = calibration.curves[`${verb}/${mode}`];
  return knots && new Curve(knots);
}

/** From scores to percentiles: the share of random pairs that are less alike. */
export class Curve {
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
    const [[from, above], [to, beyond]] = [this.#knots[after - 1], this.#knots[after]] as [[number, number], [number, number]];
    const part = (score - from) / (to - from);
    return 1 - Math.exp(Math.log(above) * (1 - part) + Math.log(beyond) * part);
  }
}

const KNOTS_A_DECADE = 5;

/** The knots of a curve through what was measured, down to the share that the rarest sample stands for. */
export function knotsOf(samples: readonly Sample[]): [number, number][] {
  const falling = [...samples].sort((a, b) => b.score - a.score);
  const total = falling.reduce((sum, { weight }) => sum + weight, 0);
  const knots: [number, number][] = [];
  let above = 0;
  let next = 0;
  for (const { score, weight } of falling) {
    above += weight;
    const share = Math.min(1, above / total);
    if (next > 0 && share < next) continue;
    // Equal scores are one knot, with all that they stand for.
    if (knots.at(-1)?.[0] === score) knots.pop();
    knots.push([score, share]);
    next = share * 10 ** (1 / KNOTS_A_DECADE);
  }
  const last = falling.at(-1);
  if (last && knots.at(-1)?.[1] !== 1) {
    if (knots.at(-1)?.[0] === last.score) knots.pop();
    knots.push([last.score, 1]);
  }
  return knots.reverse();
}
