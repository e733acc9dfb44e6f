import { PaperkinError } from '../errors.js';
import { untilAborted } from './until-aborted.js';

/**
 * Waits until indexes are made; false when it was interrupted. They are derived: what is missing is made by the next who needs it,
 * and the threads that are at it end with the engine.
 */
export async function waitUntilSettled(indexing: Promise<unknown>, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await untilAborted(indexing, signal);
    return true;
  } catch (error) {
    if (error instanceof PaperkinError && error.code === 'INTERRUPTED') return false;
    throw error;
  }
}
