import { asPaperkinError, isRefusal } from '../errors.js';

/** What could not be written, as it was told. */
const told = new Map<string, string>();

/**
 * Writes something that can be made anew. Where the system refuses (a full disk, a read-only one) the work goes on without it, and a
 * warning of the process ("PaperkinWarning", with the code) tells it once until it succeeds again.
 * @param what as in "The index cannot be kept on disk"
 * @returns whether it was written
 */
export async function keepDerived(what: string, write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    told.delete(what);
    return true;
  } catch (thrown) {
    const error = asPaperkinError(thrown);
    if (!isRefusal(error)) throw thrown;
    if (told.get(what) !== error.code) {
      const message = `${what} cannot be kept on disk, and has to be made anew the next time: ${error.message} ${error.remedy}`;
      process.emitWarning(message, { type: 'PaperkinWarning', code: error.code });
    }
    told.set(what, error.code);
    return false;
  }
}
