import { isAborted } from '../errors.js';
import { analyse, encodeTerms, TERMS_VERSION } from '../lexical/term-vector.js';
import type { PaperStore, PaperWriter } from '../stores/paper-store.js';

/** Papers at a time: one transaction, a tenth of a second of work. */
const PAGE = 256;

/**
 * Gives every paper after a key its terms that has none yet; returns the last key that it looked
 * at. What is missing after a kill is made the next time, and an index does without meanwhile.
 */
export async function makeTerms(
  store: PaperStore,
  writer: PaperWriter,
  afterKey = 0,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ((done: number) => void) | undefined } = {},
): Promise<number> {
  let reached = afterKey;
  let done = 0;
  for (;;) {
    const page = await store.lackingTerms(TERMS_VERSION, reached, PAGE);
    const last = page.at(-1);
    if (last === undefined || isAborted(signal)) return reached;
    await writer.putTerms(
      TERMS_VERSION,
      page.map((paper) => {
        const { vector, words } = analyse(paper);
        return { textHash: paper.textHash, terms: encodeTerms(vector), words };
      }),
    );
    reached = last.key;
    done += page.length;
    onProgress?.(done);
  }
}
