import { PaperkinError, throwIfAborted } from '../errors.js';

/** Aborted when either is. */
export function eitherSignal(stopping: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given ? AbortSignal.any([stopping, given]) : stopping;
}

/**
 * Waits for work, but only until the signal is aborted. What is under way then goes on unheard: it must be harmless, and whoever
 * owns the threads that do it ends them.
 * @throws INTERRUPTED; what the work throws
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  // Nobody hears how it ends, once the signal has been first.
  work.catch(() => undefined);
  throwIfAborted(signal);
  const heard = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const interrupt = () => reject(new PaperkinError('INTERRUPTED', 'Interrupted.', { cause: signal.reason }));
    signal.addEventListener('abort', interrupt, { once: true, signal: heard.signal });
  });
  return Promise.race([work, aborted]).finally(() => heard.abort());
}
