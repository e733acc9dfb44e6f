import type { Calibration, CalibrationStore } from '../../src/stores/calibration-store.js';
import { describeDerivedStore, type OpenedTwice } from './derived-store-contract.js';

const FIRST: Calibration = {
  identity: 'model/256 words/3 blend/2',
  papers: 10,
  curves: {
    'similar/hybrid': [
      [-0.25, 1],
      [0.5, 0.125],
      [0.75, 1e-7],
    ],
  },
};
const SECOND: Calibration = { ...FIRST, papers: 0, curves: {} };

/** What every store of a calibration does. */
export function describeCalibrationStore(name: string, open: () => Promise<OpenedTwice<CalibrationStore>>): void {
  describeDerivedStore(`${name} as a store of a calibration`, open, [FIRST, SECOND]);
}
