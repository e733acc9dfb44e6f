import { inPortions } from '../threads/turns.js';
import type { ProfileEvent } from './event.js';
import { byTime, type Profile } from './profile.js';
import { eventLine } from './write-profile.js';

/**
 * Two states of one profile as one: the events of both, each once, in order; created when the earlier was. In whatever
 * order and however often states are merged, the same comes of it. The name is the first one's. A server answers others meanwhile.
 */
export async function mergeProfiles(a: Profile, b: Profile): Promise<Profile> {
  const events = new Map(a.events.map((event) => [event.id, event]));
  await inPortions(b.events, (event) => {
    const other = events.get(event.id);
    events.set(event.id, other === undefined ? event : standing(other, event));
  });
  return { ...a, created: earlier(a.created, b.created), events: sortEvents([...events.values()]) };
}

/** The events by {@link byTime}; most lists are so already. */
export function sortEvents(events: readonly ProfileEvent[]): ProfileEvent[] {
  const ordered = events.every((event, i) => i === 0 || byTime(events[i - 1] ?? event, event) <= 0);
  return ordered ? [...events] : [...events].sort(byTime);
}

/** Of two events under one id, one of which somebody has edited: the later one, else whichever reads later. Any rule would do that has no favourite. */
function standing(a: ProfileEvent, b: ProfileEvent): ProfileEvent {
  return (Date.parse(a.at) - Date.parse(b.at) || (eventLine(a) < eventLine(b) ? -1 : 1)) < 0 ? b : a;
}

function earlier(a: string, b: string): string {
  return (Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1)) < 0 ? a : b;
}
