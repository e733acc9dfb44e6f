import { KeySet } from '../paper/key-set.js';
import type { Profile } from '../profile/profile.js';
import { type ReaderState, stateOf } from '../profile/state.js';
import type { PaperStore } from '../stores/paper-store.js';

/** What of a profile is asked for: what the reader has liked or read, or all about which they have decided or that they were shown. */
export type Part = 'taken' | 'known';

const PARTS: Record<Part, (state: ReaderState) => Map<string, number>[]> = {
  taken: ({ liked, read }) => [liked, read],
  known: ({ liked, disliked, read, hidden, seen }) => [liked, disliked, read, hidden, seen],
};

/** Until the profile or the papers change: to look up ten thousand papers takes tens of milliseconds. */
const remembered = new WeakMap<Profile, { sequence: number; keys: Promise<Map<string, number>> }>();

/** The keys of all papers of a profile that are here, by the ids that the profile has. Never change the map: others have it, too. */
export async function keysById(store: Pick<PaperStore, 'keysOf' | 'sequence'>, profile: Profile): Promise<ReadonlyMap<string, number>> {
  const sequence = await store.sequence();
  const before = remembered.get(profile);
  if (before?.sequence === sequence) return before.keys;
  const keys = lookUp(store, [...new Set(PARTS.known(stateOf(profile)).flatMap((papers) => [...papers.keys()]))]);
  remembered.set(profile, { sequence, keys });
  keys.catch(() => remembered.delete(profile));
  return keys;
}

/** The keys of the papers of a part of a profile, as far as they are here. */
export async function keysOfProfile(store: Pick<PaperStore, 'keysOf' | 'sequence'>, profile: Profile, part: Part): Promise<KeySet> {
  const keys = await keysById(store, profile);
  const found = new KeySet();
  for (const papers of PARTS[part](stateOf(profile))) {
    for (const id of papers.keys()) {
      const key = keys.get(id);
      if (key !== undefined) found.add(key);
    }
  }
  return found;
}

/** The keys of the papers behind ids; those that are not here have none. */
export async function keySetOf(store: Pick<PaperStore, 'keysOf'>, ids: readonly string[]): Promise<KeySet> {
  return new KeySet((await lookUp(store, ids)).values());
}

async function lookUp(store: Pick<PaperStore, 'keysOf'>, ids: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  // The store does it in portions, between which others have their turn.
  (await store.keysOf(ids)).forEach((key, i) => {
    if (key !== undefined) found.set(ids[i] as string, key);
  });
  return found;
}
