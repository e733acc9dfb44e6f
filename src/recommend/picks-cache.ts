import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Profile } from '../profile/profile.js';
import type { Picks } from './answer.js';
import type { Recommendation } from './query.js';

/** A list as it was made. */
export interface CachedPicks {
  picks: Picks;
  query: Recommendation;
  /** State of the store, and day, for which it was made. */
  sequence: number;
  day: string;
}

/** Lists that are kept: one of ten papers is some 25 KB. */
const MAX_KEPT = 2_000;

/** Lists by reader and question, until the reader does something. The ones that were asked for last stay. */
export class PicksCache {
  readonly #kept = new LRUCache<string, CachedPicks & { profile: string }>({ max: MAX_KEPT });

  get(profile: Profile, query: Recommendation): CachedPicks | undefined {
    const found = this.#kept.get(nameOf(query));
    return found?.profile === stateOfProfile(profile) ? found : undefined;
  }

  set(profile: Profile, kept: CachedPicks): void {
    this.#kept.set(nameOf(kept.query), { ...kept, profile: stateOfProfile(profile) });
  }
}

function nameOf(query: Recommendation): string {
  return JSON.stringify([query.profile.toLowerCase(), query]);
}

const states = new WeakMap<Profile, string>();

/** Changes with all that a reader does, and with what somebody changes in the file by hand. */
export function stateOfProfile(profile: Profile): string {
  const known = states.get(profile);
  if (known !== undefined) return known;
  const state = createHash('sha256').update(JSON.stringify(profile.events)).digest('base64url');
  states.set(profile, state);
  return state;
}
