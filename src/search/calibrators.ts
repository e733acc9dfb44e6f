import type { DenseView } from '../indexing/dense-view.js';
import { lexicalIdentity } from '../indexing/lexical-view.js';
import type { CalibrationStore } from '../stores/calibration-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import { BLEND_VERSION } from './blend.js';
import { Calibrator } from './calibrator.js';

export interface CalibratorsParts {
  store: Pick<PaperStore, 'byKeys' | 'terms'>;
  /** Where the calibration of the index of a model lies. */
  calibrationOf(id: string, dimensions: number): CalibrationStore;
}

/** The calibrators of the indexes that have been asked, one each. */
export class Calibrators {
  readonly #parts: CalibratorsParts;
  readonly #known = new Map<string, Calibrator>();

  constructor(parts: CalibratorsParts) {
    this.#parts = parts;
  }

  of({ model, dimensions }: DenseView): Calibrator {
    const identity = `${model.id}/${dimensions} ${lexicalIdentity()} blend/${BLEND_VERSION}`;
    const known = this.#known.get(identity);
    if (known) return known;
    const { store, calibrationOf } = this.#parts;
    const made = new Calibrator({ store, identity, file: calibrationOf(model.id, dimensions) });
    this.#known.set(identity, made);
    return made;
  }

  /** Gives up what is under way. */
  close(): void {
    for (const calibrator of this.#known.values()) calibrator.close();
  }
}
