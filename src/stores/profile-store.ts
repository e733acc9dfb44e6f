import type { Action } from '../profile/event.js';
import type { Profile } from '../profile/profile.js';

/**
 * Where readers' profiles are kept. Names are told apart without regard to case; a name that can be none is INVALID_INPUT.
 *
 * Many processes may read and write at a time. What a call has written is on disk when it resolves. The contract is
 * asynchronous because a database server will stand behind it, too. Profiles that it gives may be shared: never change one.
 */
export interface ProfileStore {
  /** @throws PROFILE_EXISTS, also when the name there differs in case; STORE_LOCKED as all that writes */
  create(name: string): Promise<Profile>;
  /** @throws PROFILE_NOT_FOUND, naming those that are spelt alike; PROFILE_UNREADABLE with the line */
  read(name: string): Promise<Profile>;
  /**
   * Adds what the reader has just done, one action, under ids and times that the store gives: as the last events, whatever the clock says.
   * @throws PROFILE_NOT_FOUND; PROFILE_UNREADABLE; INVALID_INPUT for what is no deed, or above MAX_EVENTS: then nothing is added
   */
  append(name: string, actions: readonly Action[]): Promise<Profile>;
  /** A page of profiles, by name without regard to case. `limit` 1 to 1,000; `after` is the `next` of the page before, or any name. */
  list(page: { limit: number; after?: string | undefined }): Promise<ProfilePage>;
  /** Forgets a profile and all that was kept beside it, readable or not. @throws PROFILE_NOT_FOUND */
  remove(name: string): Promise<void>;
  /**
   * Puts another state of a profile (from a backup, from another machine) into the one of its name, which is created where
   * there is none. In whatever order and however often that is done, the same comes of it. `added` events were new.
   * @throws PROFILE_UNREADABLE; INVALID_INPUT above MAX_EVENTS
   */
  merge(profile: Profile): Promise<{ profile: Profile; added: number }>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

export interface ProfileSummary {
  name: string;
  /** How many there are. */
  events: number;
  created: string;
  /** When the last event was; of a profile without any, when it was created. */
  updated: string;
  /** Why it cannot be read. Then `events` is 0, and the dates are those of its file. */
  problem?: string;
}

export interface ProfilePage {
  profiles: ProfileSummary[];
  /** Give it as `after` for the next page; undefined on the last. */
  next: string | undefined;
}
