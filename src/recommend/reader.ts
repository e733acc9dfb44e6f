import { MILLISECONDS_A_DAY } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import type { Profile } from '../profile/profile.js';
import { DEFAULT_RULES } from '../profile/rules.js';
import { type ReaderState, stateOf } from '../profile/state.js';
import { keysById } from '../search/keys-of-profile.js';
import type { PaperStore } from '../stores/paper-store.js';

/** A reader as recommendation sees one: what holds, with the papers of it that are here. */
export interface Reader {
  name: string;
  state: ReaderState;
  /** The newest first. */
  likes: Like[];
  dislikes: Like[];
  /** What is not to be picked: liked, disliked, seen, read or hidden. */
  known: KeySet;
  /** What was liked or disliked: not picked even where papers may come again. */
  judged: KeySet;
}

export interface Like {
  id: string;
  key: number;
  /** 0..1: less, the longer ago. */
  weight: number;
}

/** Older ones say little that these do not, and each is compared with each candidate. */
const MAX_LIKES = 128;
const MAX_DISLIKES = 32;
/** What is left of a like however old. */
const FLOOR = 0.4;

export async function loadReader(store: Pick<PaperStore, 'keysOf' | 'sequence'>, profile: Profile, now: Date): Promise<Reader> {
  const state = stateOf(profile);
  const halfLife = state.rules.likesHalfLife ?? DEFAULT_RULES.likesHalfLife;
  // Whole days: a list is the same all day, and so is what it was made from.
  const daysSince = (at: number) => Math.floor(Math.max(0, now.getTime() - at) / MILLISECONDS_A_DAY);
  const weightOf = (at: number) => FLOOR + (1 - FLOOR) * 2 ** (-daysSince(at) / halfLife);
  const keys = await keysById(store, profile);
  const newest = (marked: ReadonlyMap<string, number>, most: number): Like[] =>
    [...marked]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .flatMap(([id, at]) => {
        const key = keys.get(id);
        return key === undefined ? [] : [{ id, key, weight: weightOf(at) }];
      });
  const judged = [...state.liked.keys(), ...state.disliked.keys()].flatMap((id) => keys.get(id) ?? []);
  return {
    name: profile.name,
    state,
    likes: newest(state.liked, MAX_LIKES),
    dislikes: newest(state.disliked, MAX_DISLIKES),
    known: new KeySet(keys.values()),
    judged: new KeySet(judged),
  };
}
