import { MILLISECONDS_A_DAY } from '../paper/filter.js';
import type { ProfileEvent } from '../profile/event.js';
import { byTime, emptyProfile, type Profile } from '../profile/profile.js';

/** A liked paper, and when it was published. */
export interface MadeUpLike {
  id: string;
  published?: string | undefined;
}

/** Of papers without a date, and what comes before all that have one. */
const UNDATED = '1990-01-01';

/** A profile as nobody has written it: papers that are liked, each when it was published. */
export function madeUpProfile(name: string, likes: readonly MadeUpLike[], dislikes: readonly MadeUpLike[] = []): Profile {
  const eventsOf = (kind: 'like' | 'dislike', papers: readonly MadeUpLike[]) =>
    papers.map(({ id, published }): ProfileEvent => ({ id: `${kind} ${id}`.slice(0, 100), kind, papers: [id], at: momentOf(published) }));
  const events = [...eventsOf('like', likes), ...eventsOf('dislike', dislikes)].sort(byTime);
  return { ...emptyProfile(name, new Date(events[0]?.at ?? UNDATED)), events };
}

/** The day after the last event: when the reader looks for more. */
export function dayAfter({ events, created }: Profile): Date {
  return new Date(Date.parse(events.at(-1)?.at ?? created) + MILLISECONDS_A_DAY);
}

/** The first moment of a day, month or year. */
function momentOf(published = UNDATED): string {
  return `${published}-01-01`.slice(0, 10).concat('T00:00:00Z');
}
