import { PaperkinError } from '../errors.js';
import type { StoredPaper } from '../paper/paper.js';
import type { PaperStore } from './paper-store.js';

/** The papers of these ids, in their order. @throws PAPER_NOT_FOUND naming every id that is not here. */
export async function findPapers(store: Pick<PaperStore, 'find'>, ids: readonly string[]): Promise<StoredPaper[]> {
  const found = await store.find(ids);
  const missing = ids.filter((_, i) => found[i] === undefined);
  if (missing.length > 0)
    throw new PaperkinError('PAPER_NOT_FOUND', `There is no paper ${missing.join(', ')} here.`, { value: missing[0] });
  return found.filter((paper) => paper !== undefined);
}
