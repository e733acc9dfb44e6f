import type { Filter } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import { stateOf } from '../profile/state.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import { selectionOf } from '../words/facets.js';
import type { Selection } from '../words/words-index.js';

/** What reading a profile takes. */
export type Profiles = Pick<ProfileStore, 'read'>;

/** Papers looked up in one go, between which others have their turn. */
const AT_ONCE = 2_000;

/**
 * What a filter asks of the index. Ids that are not here match nothing.
 * @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE
 */
export async function selectPapers(store: Pick<PaperStore, 'keysOf'>, profiles: Profiles, filter: Filter): Promise<Selection> {
  const { ids, notIds, inProfile, notInProfile } = filter;
  const [among, against] = await Promise.all([
    inProfile === undefined ? undefined : takenUp(profiles, inProfile),
    notInProfile === undefined ? undefined : known(profiles, notInProfile),
  ]);
  const excluded = notIds || against ? [...(notIds ?? []), ...(against ?? [])] : undefined;
  const [given, taken, except] = await Promise.all([keysOf(store, ids), keysOf(store, among), keysOf(store, excluded)]);
  const only = given && taken ? new KeySet([...given].filter((key) => taken.has(key))) : (given ?? taken);
  return { ...selectionOf(filter), only, except };
}

/** The papers that a reader has liked or read. */
async function takenUp(profiles: Profiles, name: string): Promise<string[]> {
  const { liked, read } = stateOf(await profiles.read(name));
  return [...new Set([...liked.keys(), ...read.keys()])];
}

/** The papers about which a reader has decided, or that they were shown. */
async function known(profiles: Profiles, name: string): Promise<string[]> {
  const { liked, disliked, read, hidden, seen } = stateOf(await profiles.read(name));
  return [...new Set([liked, disliked, read, hidden, seen].flatMap((papers) => [...papers.keys()]))];
}

async function keysOf(store: Pick<PaperStore, 'keysOf'>, ids: readonly string[] | undefined): Promise<KeySet | undefined> {
  if (ids === undefined) return undefined;
  const keys = new KeySet();
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    if (i > 0) await new Promise(setImmediate);
    for (const key of await store.keysOf(ids.slice(i, i + AT_ONCE))) if (key !== undefined) keys.add(key);
  }
  return keys;
}
