import type { Filter } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import { selectionOf } from '../words/facets.js';
import type { Selection } from '../words/words-index.js';
import { keysOf, keysOfProfile, type Part } from './keys-of-profile.js';

/** What reading a profile takes. */
export type Profiles = Pick<ProfileStore, 'read'>;

/**
 * What a filter asks of the index. Ids that are not here match nothing.
 * @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE
 */
export async function selectPapers(
  store: Pick<PaperStore, 'keysOf' | 'sequence'>,
  profiles: Profiles,
  { ids, notIds, inProfile, notInProfile, ...facts }: Filter,
): Promise<Selection> {
  const partOf = async (name: string | undefined, part: Part) =>
    name === undefined ? undefined : keysOfProfile(store, await profiles.read(name), part);
  const [given, taken, unwanted, known] = await Promise.all([
    ids && keysOf(store, ids),
    partOf(inProfile, 'taken'),
    notIds && keysOf(store, notIds),
    partOf(notInProfile, 'known'),
  ]);
  const only = given && taken ? new KeySet([...given].filter((key) => taken.has(key))) : (given ?? taken);
  const except = unwanted && known ? new KeySet([...unwanted, ...known]) : (unwanted ?? known);
  return { ...selectionOf(facts), only, except };
}
