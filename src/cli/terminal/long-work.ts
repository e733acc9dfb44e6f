import type { LongWork } from '../../engine.js';
import { interruptible, lowerPriority } from './context.js';
import { ProgressLine } from './progress.js';

/** Runs one work of minutes as all of them run: it gives way to others, shows how far it is, and stops at Ctrl-C. */
export async function runLongWork<T>(quiet: boolean, work: (options: LongWork) => Promise<T>): Promise<{ result: T; seconds: number }> {
  lowerPriority();
  const progress = new ProgressLine(quiet);
  const begun = performance.now();
  try {
    const result = await work({ signal: interruptible(), onProgress: (step) => progress.show(step) });
    return { result, seconds: (performance.now() - begun) / 1_000 };
  } finally {
    progress.end();
  }
}
