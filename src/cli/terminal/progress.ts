import type { ImportProgress } from '../../engine.js';
import { truncateToWidth } from './terminal.js';

/** A line that is rewritten faster than this cannot be read. */
const TERMINAL_INTERVAL = 100;
/** In a log, a line now and then shows that work goes on. */
const LOG_INTERVAL = 10_000;

/** Shows how far an import has come on standard error, with its rate and the time left. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #quiet: boolean;
  #phase: ImportProgress['phase'] | undefined;
  #begun = 0;
  #doneAtBegin = 0;
  #shown = 0;
  #open = false;

  constructor(quiet: boolean, stream: NodeJS.WriteStream = process.stderr) {
    this.#quiet = quiet;
    this.#stream = stream;
  }

  show(progress: ImportProgress, now = performance.now()): void {
    if (this.#quiet) return;
    const { done, total, unit } = amounts(progress);
    const changed = progress.phase !== this.#phase;
    if (changed) {
      this.#phase = progress.phase;
      this.#begun = now;
      this.#doneAtBegin = done;
    }
    const interval = this.#stream.isTTY ? TERMINAL_INTERVAL : LOG_INTERVAL;
    if (!changed && now - this.#shown < interval) return;
    this.#shown = now;
    this.#write(line(progress, { done, total, unit, rate: rate(done - this.#doneAtBegin, now - this.#begun) }));
  }

  /** Leaves the line as it stands and goes to the next one. */
  end(): void {
    if (this.#open) this.#stream.write('\n');
    this.#open = false;
  }

  #write(text: string): void {
    if (!this.#stream.isTTY) {
      this.#stream.write(`${text}\n`);
      return;
    }
    this.#stream.write(`\r\u001B[2K${truncateToWidth(text, (this.#stream.columns || 80) - 1)}`);
    this.#open = true;
  }
}

interface Amounts {
  done: number;
  /** Undefined where it cannot be known, as in a pipe. */
  total: number | undefined;
  unit: string;
}

function amounts({ phase, report, bytes = 0, totalBytes, done = 0, total }: ImportProgress): Amounts {
  if (phase === 'asking') return { done, total, unit: 'questions' };
  if (phase === 'grouping' || phase === 'laying out') return { done, total, unit: 'rounds' };
  // Without a total they come from a stream, which need not be of papers.
  if (phase !== 'reading') return { done, total, unit: total === undefined ? 'records' : 'papers' };
  // Bytes tell the share and the time left; records are what people count.
  return {
    done: totalBytes === undefined ? (report?.read ?? 0) : bytes,
    total: totalBytes,
    unit: totalBytes === undefined ? 'records' : 'bytes',
  };
}

function line({ phase, report }: ImportProgress, { done, total, unit, rate: perSecond }: Amounts & { rate: number }): string {
  if (phase === 'indexing') return 'indexing…';
  const share = total === undefined || total === 0 ? '' : ` ${Math.min(100, Math.floor((100 * done) / total))}%`;
  const count =
    phase === 'reading'
      ? `${(report?.read ?? 0).toLocaleString('en')} records`
      : `${done.toLocaleString('en')}${total === undefined ? '' : ` of ${total.toLocaleString('en')}`} ${unit}`;
  const speed = perSecond > 0 ? ` · ${unit === 'bytes' ? `${(perSecond / 1e6).toFixed(1)} MB` : `${Math.round(perSecond)} ${unit}`}/s` : '';
  const left = total === undefined || perSecond <= 0 ? '' : ` · ${duration((total - done) / perSecond)} left`;
  return `${phase}${share} · ${count}${speed}${left}`;
}

function rate(amount: number, milliseconds: number): number {
  // The first second says little about the speed of what follows.
  return milliseconds < 1_000 ? 0 : (1_000 * amount) / milliseconds;
}

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
