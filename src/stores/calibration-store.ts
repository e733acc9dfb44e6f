import { z } from 'zod';

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

/** Where the calibration of an index lies. It is derived: whoever writes last is right. */
export interface CalibrationStore {
  /** Undefined where there is none, or none that can be read: it is measured anew then. */
  read(): Promise<Calibration | undefined>;
  write(calibration: Calibration): Promise<void>;
}
