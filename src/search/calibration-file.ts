import { dirname } from 'node:path';
import { readKeptJson, writeKeptJson } from '../files/kept-json.js';
import { makePrivateFolder } from '../files/private-files.js';
import { type Calibration, calibrationSchema } from './calibration.js';
import type { CalibrationStore } from './calibrator.js';

/** A calibration beside its index. It is derived: whatever is wrong with the file, it is measured anew. */
export class CalibrationFile implements CalibrationStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<Calibration | undefined> {
    return readKeptJson(this.#path, calibrationSchema);
  }

  async write(calibration: Calibration): Promise<void> {
    await makePrivateFolder(dirname(this.#path));
    await writeKeptJson(this.#path, calibration);
  }
}
