import { Job } from '../jobs/job.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import { nextVisit } from './next-visit.js';

/** How often it is looked whether papers have come, in milliseconds. */
const POLL_INTERVAL = 5_000;
/** Readers whose lists are made before they ask: those who are expected first. */
const MAX_READERS = 1_000;
/** While one list waits for what is learnt, another one asks the indexes. */
const AT_ONCE = 2;
const PAGE = 1_000;

export interface PicksJobParts {
  store: Pick<PaperStore, 'sequence'>;
  /** Up to which change of the store lists can be made now. */
  reached(): Promise<number>;
  profiles: Pick<ProfileStore, 'list' | 'read'>;
  /** Makes the usual list of a reader anew, where it is not up to date. */
  refresh(profile: string): Promise<void>;
}

/**
 * Makes lists before anybody asks, whenever papers have come, in the order in which readers are expected: as in sleep-time
 * compute (Lin et al., 2025).
 */
export function picksJob(parts: PicksJobParts) {
  let seen = -1;
  return new Job({
    name: 'picks',
    run: async (_all: 'all', { signal }: { signal: AbortSignal }) => {
      const reached = await parts.reached();
      await refreshAll(parts, signal);
      if (!signal.aborted) seen = reached;
    },
    watch: { interval: POLL_INTERVAL, due: async () => ((await parts.store.sequence()) === seen ? undefined : 'all') },
  });
}

/** Makes the lists of all readers who are expected, two at a time, so that whoever asks meanwhile waits for these at most; gives how many there were. */
export async function refreshAll({ profiles, refresh }: Omit<PicksJobParts, 'store' | 'reached'>, signal?: AbortSignal): Promise<number> {
  const expected: { name: string; at: number }[] = [];
  const now = Date.now();
  let after: string | undefined;
  do {
    const page = await profiles.list({ limit: PAGE, after });
    for (const { name, problem } of page.profiles) {
      if (problem !== undefined || signal?.aborted) continue;
      // Who is gone meanwhile needs no list.
      const profile = await profiles.read(name).catch(() => undefined);
      if (profile) expected.push({ name, at: nextVisit(profile, now) });
    }
    after = page.next;
  } while (after !== undefined);
  const soon = expected.sort((a, b) => a.at - b.at).slice(0, MAX_READERS);
  const waiting = soon.values();
  const work = async () => {
    for (const { name } of waiting) {
      if (signal?.aborted) break;
      await refresh(name).catch((error: unknown) => {
        // One who cannot be served must not keep the others waiting.
        if (!signal?.aborted && !isGone(error)) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return soon.length;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('PROFILE_');
}
