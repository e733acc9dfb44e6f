import { MILLISECONDS_A_DAY } from '../paper/filter.js';
import type { Profile } from '../profile/profile.js';

/** Visits that are looked back at, and how far events of one visit lie apart, in milliseconds. */
const VISITS = 20;
const VISIT = 2 * 3_600_000;

/**
 * When a reader will be here again, in milliseconds since 1970: after the last visit as long as usually lies between two
 * (the median). Who has missed three such times is not expected before all others.
 */
export function nextVisit({ created, events }: Pick<Profile, 'created' | 'events'>, now: number): number {
  const starts: number[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (let i = events.length - 1; i >= 0 && starts.length < VISITS; i--) {
    const at = Date.parse((events[i] as (typeof events)[number]).at);
    if (last - at > VISIT) starts.push(at);
    last = at;
  }
  const latest = starts[0] ?? Date.parse(created);
  const gaps = starts.slice(1).map((start, i) => (starts[i] as number) - start);
  const gap = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? MILLISECONDS_A_DAY;
  const next = latest + gap;
  return now - next > 3 * gap ? now + (now - latest) : next;
}
