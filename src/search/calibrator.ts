import { keepDerived } from '../derived/keep-derived.js';
import type { Calibration, CalibrationStore } from '../stores/calibration-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type CalibrationCurve, calibrationCurve, type Verb } from './calibration.js';
import type { Views } from './candidates.js';
import { measureCalibration } from './measure-calibration.js';
import type { Mode } from './query.js';

/** A corpus that has grown or shrunk by more than this is measured anew. */
const DRIFT = 0.2;
/** How often an answer makes it look whether that is so, in milliseconds. */
const LOOK_EVERY = 10_000;

export interface CalibratorParts {
  store: Pick<PaperStore, 'byKeys' | 'terms'>;
  file: CalibrationStore;
  /** What scores are made by: a calibration of another identity is not used. */
  identity: string;
}

/** Keeps the calibration of one index: read once, measured when it is missing or the corpus is another size. */
export class Calibrator {
  readonly #parts: CalibratorParts;
  readonly #stopping = new AbortController();
  #known: Calibration | undefined;
  #looked = Number.NEGATIVE_INFINITY;
  #measuring: Promise<void> | undefined;

  constructor(parts: CalibratorParts) {
    this.#parts = parts;
  }

  /**
   * The curve for a verb and mode. Only who cannot do without waits for it to be measured the first time;
   * an old one is good enough while a new one is made.
   */
  async curve(views: Views, verb: Verb, mode: Mode, needed: boolean): Promise<CalibrationCurve | undefined> {
    if (performance.now() - this.#looked > LOOK_EVERY) {
      this.#looked = performance.now();
      this.#known ??= await this.#read();
      const refreshing = this.refresh(views);
      // The next answer tries again; whoever needs it is told below.
      refreshing.catch(() => undefined);
    }
    if (!this.#known && needed) await this.refresh(views);
    return this.#known && calibrationCurve(this.#known, verb, mode);
  }

  /** Measures if the corpus is no longer the one that was measured. Calls that overlap share one run. */
  refresh(views: Views): Promise<void> {
    this.#measuring ??= this.#refresh(views).finally(() => {
      this.#measuring = undefined;
    });
    return this.#measuring;
  }

  /** Gives up what is under way. */
  close(): void {
    this.#stopping.abort();
  }

  async #refresh(views: Views): Promise<void> {
    const papers = await views.lexical.size();
    const isGood = (one: Calibration | undefined) => one !== undefined && Math.abs(papers - one.papers) <= DRIFT * one.papers;
    if (isGood(this.#known)) return;
    // Another process may have measured meanwhile.
    this.#known = (await this.#read()) ?? this.#known;
    if (isGood(this.#known)) return;
    const { store, file, identity } = this.#parts;
    const measured = await measureCalibration(store, views, identity, this.#stopping.signal);
    this.#known = measured;
    await keepDerived('The calibration of scores', () => file.write(measured));
  }

  async #read(): Promise<Calibration | undefined> {
    const found = await this.#parts.file.read();
    return found?.identity === this.#parts.identity ? found : undefined;
  }
}
