import { KeySet } from '../paper/key-set.js';
import type { Profile } from '../profile/profile.js';
import { type ReaderState, stateOf } from '../profile/state.js';
import type { PaperStore } from '../stores/paper-store.js';

/** Papers looked up in one go, between which others have their turn. */
const AT_ONCE = 2_000;

/** What of a profile is asked for: what the reader has liked or read, or all about which they have decided or that they were shown. */
export type Part = 'taken' | 'known';

const PARTS: Record<Part, (state: ReaderState) => Map<string, number>[]> = {
  taken: ({ liked, read }) => [liked, read],
  known: ({ liked, disliked, read, hidden, seen }) => [liked, disliked, read, hidden, seen],
};

/** Until the profile or the papers change: to look up ten thousand papers takes tens of milliseconds. */
const remembered = { taken: new WeakMap<Profile, Remembered>(), known: new WeakMap<Profile, Remembered>() };

interface Remembered {
  sequence: number;
  keys: KeySet;
}

/** The keys of the papers of a part of a profile, as far as they are here. Never change the set: others have it, too. */
export async function keysOfProfile(store: Pick<PaperStore, 'keysOf' | 'sequence'>, profile: Profile, part: Part): Promise<KeySet> {
  const sequence = await store.sequence();
  const before = remembered[part].get(profile);
  if (before?.sequence === sequence) return before.keys;
  const ids = new Set(PARTS[part](stateOf(profile)).flatMap((papers) => [...papers.keys()]));
  const keys = await keysOf(store, [...ids]);
  remembered[part].set(profile, { sequence, keys });
  return keys;
}

/** The keys of the papers behind ids; those that are not here have none. */
export async function keysOf(store: Pick<PaperStore, 'keysOf'>, ids: readonly string[]): Promise<KeySet> {
  const keys = new KeySet();
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    if (i > 0) await new Promise(setImmediate);
    for (const key of await store.keysOf(ids.slice(i, i + AT_ONCE))) if (key !== undefined) keys.add(key);
  }
  return keys;
}
