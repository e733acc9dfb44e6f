import { DerivedFile } from '../../../files/derived-file.js';
import { type Calibration, type CalibrationStore, calibrationSchema } from '../../calibration-store.js';

/** A calibration beside its index. It is derived: whatever is wrong with the file, it is measured anew. */
export class CalibrationFile implements CalibrationStore {
  readonly #file: DerivedFile<Calibration>;

  constructor(path: string) {
    this.#file = new DerivedFile(path, calibrationSchema);
  }

  async read(): Promise<Calibration | undefined> {
    return (await this.#file.read()) ?? undefined;
  }

  async write(calibration: Calibration): Promise<void> {
    await this.#file.write(calibration);
  }
}
