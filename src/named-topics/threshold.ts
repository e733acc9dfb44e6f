/**
 * Where a topic ends. Scores say how near a paper is to the surest (1) and to papers like any other (0); whether it has the name as a
 * phrase is no part of these. Of the papers that belong some share has the phrase, of the others next to none: so the share of papers
 * with the phrase among those of a score falls from that of members to nothing, and where it has fallen by half, half of the
 * papers belong (Elkan and Noto, 2008: a classifier learnt from members that are known and papers of which nothing is known differs
 * from one that knows all by a constant factor). The less is known, the nearer the threshold stays to the middle.
 */
export interface ThresholdCurve {
  /** The score at which half belong. */
  middle: number;
  /** How fast they become fewer. */
  steepness: number;
  /** The share of members that have the phrase, 0..1. */
  share: number;
}

/** Before anything is known: in the middle between the surest papers and the others, give or take. */
const PRIOR = { middle: 0.5, give: 0.05, steepness: 12, times: 1.35 };
/** With fewer papers that have the phrase each of them tells less: they are often alike in more than the topic. */
const ENOUGH = 50;
const MIDDLES = { from: 0.3, to: 1.25, step: 0.02 };
const STEEPNESSES = [8, 12, 18, 27];
const SHARES = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
const BINS = 80;
const BIN = 0.02;
const FIRST = -0.1;
/** Papers below this are none of the topic: of these the share that have the phrase by chance is counted. */
const FOREIGN = 0.25;

/** The curve that fits best. @param has Whether a paper has the phrase. */
export function thresholdCurve(scores: ArrayLike<number>, has: (index: number) => boolean): ThresholdCurve {
  const [having, all] = [new Float64Array(BINS), new Float64Array(BINS)];
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    const bin = Math.max(0, Math.min(BINS - 1, Math.floor(((scores[i] as number) - FIRST) / BIN)));
    all[bin] = (all[bin] as number) + 1;
    if (!has(i)) continue;
    having[bin] = (having[bin] as number) + 1;
    total++;
  }
  const chance = chanceShare(having, all);
  const trust = Math.min(1, total / ENOUGH);
  let best: ThresholdCurve = { middle: PRIOR.middle, steepness: PRIOR.steepness, share: 0.5 };
  let most = Number.NEGATIVE_INFINITY;
  for (let middle = MIDDLES.from; middle < MIDDLES.to; middle += MIDDLES.step) {
    for (const steepness of STEEPNESSES) {
      for (const share of SHARES) {
        if (share < 2 * chance) continue;
        const curve = { middle, steepness, share };
        const likelihood = priorOf(curve) + trust * likelihoodOf(curve, chance, having, all);
        if (likelihood > most) [best, most] = [curve, likelihood];
      }
    }
  }
  return best;
}

function chanceShare(having: Float64Array, all: Float64Array): number {
  let [with_, of] = [0, 0];
  for (let bin = 0; FIRST + (bin + 1) * BIN <= FOREIGN; bin++) {
    with_ += having[bin] as number;
    of += all[bin] as number;
  }
  return (with_ + 0.5) / (of + 50);
}

function priorOf({ middle, steepness, share }: ThresholdCurve): number {
  const off = (middle - PRIOR.middle) / PRIOR.give;
  const times = Math.log(steepness / PRIOR.steepness) / Math.log(PRIOR.times);
  return -(off ** 2) / 2 - times ** 2 / 2 + Math.log(share * (1 - share));
}

function likelihoodOf({ middle, steepness, share }: ThresholdCurve, chance: number, having: Float64Array, all: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const [with_, of] = [having[bin] as number, all[bin] as number];
    if (of === 0) continue;
    const score = FIRST + BIN * (bin + 0.5);
    const expected = chance + (share - chance) / (1 + Math.exp(-steepness * (score - middle)));
    sum += with_ * Math.log(expected) + (of - with_) * Math.log(1 - expected);
  }
  return sum;
}
