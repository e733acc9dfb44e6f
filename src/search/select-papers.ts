import { selectionOf } from '../lexical/facets.js';
import type { Selection } from '../lexical/lexical-index.js';
import type { Filter } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import { keySetOf, keysOfProfile, type Part } from './keys-of-profile.js';

/** What reading a profile takes. */
type Profiles = Pick<ProfileStore, 'read'>;

/** The papers of a topic, by its id or name. @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND */
export type KeysOfTopic = (topic: string) => Promise<KeySet>;

/** What conditions stand on that the index does not know. */
export interface FilterSources {
  store: Pick<PaperStore, 'keysOf' | 'sequence'>;
  profiles: Profiles;
  keysOfTopic: KeysOfTopic;
}

/**
 * What a filter asks of the index. Ids that are not here match nothing.
 * @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE, TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
 */
export async function selectPapers(
  { store, profiles, keysOfTopic }: FilterSources,
  { ids, notIds, inProfile, notInProfile, topic, ...facts }: Filter,
): Promise<Selection> {
  const partOf = async (name: string | undefined, part: Part) =>
    name === undefined ? undefined : keysOfProfile(store, await profiles.read(name), part);
  const [given, taken, within, unwanted, known] = await Promise.all([
    ids && keySetOf(store, ids),
    partOf(inProfile, 'taken'),
    topic && keysOfTopics(keysOfTopic, topic),
    notIds && keySetOf(store, notIds),
    partOf(notInProfile, 'known'),
  ]);
  const except = unwanted && known ? new KeySet([...unwanted, ...known]) : (unwanted ?? known);
  return { ...selectionOf(facts), only: inAll([given, taken, within]), except };
}

/** The papers of any of these topics. @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND */
export async function keysOfTopics(keysOfTopic: KeysOfTopic, topics: readonly string[]): Promise<KeySet> {
  const sets: KeySet[] = [];
  // One after another: of several that are not here the first is named.
  for (const topic of topics) sets.push(await keysOfTopic(topic));
  const [first = new KeySet()] = sets;
  if (sets.length < 2) return first;
  const all = new KeySet();
  for (const keys of sets) for (const key of keys) all.add(key);
  return all;
}

/** What is in all sets that there are; undefined where there are none. */
function inAll(sets: readonly (KeySet | undefined)[]): KeySet | undefined {
  const [first, ...others] = sets.filter((keys) => keys !== undefined);
  return others.length === 0 ? first : new KeySet([...(first ?? [])].filter((key) => others.every((keys) => keys.has(key))));
}
