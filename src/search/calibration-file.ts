import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePrivateFolder } from '../private-files.js';
import { replaceFile } from '../replace-file.js';
import { type Calibration, calibrationSchema } from './calibration.js';
import type { CalibrationStore } from './calibrator.js';

/** A calibration beside its index. It is derived: whatever is wrong with the file, it is measured anew. */
export class CalibrationFile implements CalibrationStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<Calibration | undefined> {
    try {
      return calibrationSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return undefined;
    }
  }

  async write(calibration: Calibration): Promise<void> {
    await makePrivateFolder(dirname(this.#path));
    await replaceFile(this.#path, JSON.stringify(calibration));
  }
}
