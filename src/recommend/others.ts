import type { KeySet } from '../paper/key-set.js';
import { stateOf } from '../profile/state.js';
import { keySetOf } from '../search/keys-of-profile.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import type { Reader } from './reader.js';

/** What one reader likes. */
interface Other {
  name: string;
  likes: KeySet;
}

/** Readers that are looked at: those who did something last. */
const MAX_READERS = 100;
/** How long they are not looked at again, in milliseconds. */
const KEPT = 60_000;
const PAGE = 1_000;

/** For those who replay one reader alone: there is nobody else. */
export const NO_OTHER_READERS: Pick<ProfileStore, 'list'> = { list: async () => ({ profiles: [], next: undefined }) };

/** What other readers of this machine like, as far as they like the same: collaborative filtering for the few (Resnick et al., 1994). */
export class OtherReaders {
  readonly #parts: { store: Pick<PaperStore, 'keysOf'>; profiles: Pick<ProfileStore, 'read' | 'list'> };
  #known: { at: number; readers: Promise<Other[]> } | undefined;

  constructor(parts: { store: Pick<PaperStore, 'keysOf'>; profiles: Pick<ProfileStore, 'read' | 'list'> }) {
    this.#parts = parts;
  }

  /** Of papers that others like how much these others have in common with the reader, 0..1 a reader, by key. */
  async likedBy(reader: Reader): Promise<Map<number, number>> {
    const liked = new Map<number, number>();
    if (reader.likes.length === 0) return liked;
    for (const { name, likes } of await this.#readers()) {
      const common = reader.likes.filter(({ key }) => likes.has(key)).length;
      if (name === reader.name || common === 0) continue;
      const overlap = common / Math.sqrt(reader.likes.length * likes.size);
      for (const key of likes) liked.set(key, (liked.get(key) ?? 0) + overlap);
    }
    return liked;
  }

  #readers(): Promise<Other[]> {
    if (this.#known && performance.now() - this.#known.at < KEPT) return this.#known.readers;
    const readers = this.#load();
    readers.catch(() => {
      this.#known = undefined;
    });
    this.#known = { at: performance.now(), readers };
    return readers;
  }

  async #load(): Promise<Other[]> {
    const { store, profiles } = this.#parts;
    const { profiles: all } = await profiles.list({ limit: PAGE });
    const latest = all.filter(({ problem }) => problem === undefined).sort((a, b) => (a.updated < b.updated ? 1 : -1));
    const others: Other[] = [];
    for (const { name } of latest.slice(0, MAX_READERS)) {
      // It may have gone, or been damaged, since it was listed.
      const profile = await profiles.read(name).catch(() => undefined);
      if (profile) others.push({ name, likes: await keySetOf(store, [...stateOf(profile).liked.keys()]) });
    }
    return others;
  }
}
