import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import { Poll } from '../threads/poll.js';
import { nextVisit } from './next-visit.js';

/** How often it is looked whether papers have come, in milliseconds. */
const POLL_INTERVAL = 5_000;
/** Readers whose lists are made before they ask: those who are expected first. */
const MAX_READERS = 1_000;
/** While one list waits for what is learnt, another one asks the indexes. */
const AT_ONCE = 2;
const PAGE = 1_000;

export interface RefresherParts {
  store: Pick<PaperStore, 'sequence'>;
  /** Up to which change of the store lists can be made now. */
  reached(): Promise<number>;
  profiles: Pick<ProfileStore, 'list' | 'read'>;
  /** Makes the usual list of a reader anew, where it is not up to date. */
  refresh(profile: string): Promise<void>;
}

/**
 * Makes lists before anybody asks, whenever papers have come, in the order in which readers are expected: as in sleep-time
 * compute (Lin et al., 2025). Two at a time, so that whoever asks meanwhile waits for these at most.
 */
export class Refresher {
  readonly #parts: RefresherParts;
  readonly #poll = new Poll(() => this.#look(), POLL_INTERVAL);
  #seen = -1;

  constructor(parts: RefresherParts) {
    this.#parts = parts;
  }

  /** From now on, until {@link close}. */
  watch(onError: (error: unknown) => void): void {
    this.#poll.start(onError);
  }

  get watching(): boolean {
    return this.#poll.started;
  }

  /** Makes the lists of all readers who are expected; gives how many there were. */
  async refreshAll(): Promise<number> {
    const expected: { name: string; at: number }[] = [];
    const now = Date.now();
    let after: string | undefined;
    do {
      const { profiles, next } = await this.#parts.profiles.list({ limit: PAGE, after });
      for (const { name, problem } of profiles) {
        if (problem !== undefined || this.#poll.stopped) continue;
        // Who is gone meanwhile needs no list.
        const profile = await this.#parts.profiles.read(name).catch(() => undefined);
        if (profile) expected.push({ name, at: nextVisit(profile, now) });
      }
      after = next;
    } while (after !== undefined);
    const soon = expected.sort((a, b) => a.at - b.at).slice(0, MAX_READERS);
    const waiting = soon.values();
    const work = async () => {
      for (const { name } of waiting) {
        if (this.#poll.stopped) break;
        await this.#parts.refresh(name).catch((error: unknown) => {
          // One who cannot be served must not keep the others waiting.
          if (!this.#poll.stopped && !isGone(error)) throw error;
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return soon.length;
  }

  close(): Promise<void> {
    return this.#poll.stop();
  }

  async #look(): Promise<void> {
    if ((await this.#parts.store.sequence()) === this.#seen) return;
    const reached = await this.#parts.reached();
    await this.refreshAll();
    this.#seen = reached;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('PROFILE_');
}
