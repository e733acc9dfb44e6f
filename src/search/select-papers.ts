import type { Filter } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import type { PaperStore } from '../stores/paper-store.js';
import { selectionOf } from '../words/facets.js';
import type { Selection } from '../words/words-index.js';

/** What a filter asks of the index. Ids that are not here match nothing. */
export async function selectPapers(store: Pick<PaperStore, 'find'>, filter: Filter): Promise<Selection> {
  const keysOf = async (ids: readonly string[] | undefined) =>
    ids && new KeySet((await store.find(ids)).flatMap((stored) => (stored ? [stored.key] : [])));
  const [only, except] = await Promise.all([keysOf(filter.ids), keysOf(filter.notIds)]);
  return { ...selectionOf(filter), only, except };
}
