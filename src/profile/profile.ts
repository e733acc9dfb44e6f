import { z } from 'zod';
import { normalise } from '../paper/normalise.js';
import { type Action, eventSchema, type ProfileEvent } from './event.js';

/** A reader: what they did, in the order in which they did it. */

/** Events of one profile; a reader who likes ten papers a day has as many after 27 years. */
export const MAX_EVENTS = 100_000;

/** Of a name as files are named after it, in UTF-8: file systems end at 255, and drafts and backups are named after the file. */
const MAX_NAME_BYTES = 200;

/** Normalised before it is checked: a Mac types "é" as two characters. Marks are letters' vowels in Hindi and Thai. */
export const profileNameSchema = z
  .string()
  // What is longer is not looked at any further.
  .max(500, { abort: true })
  .overwrite((name) => normalise(name, 'NFC'))
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,63}$/u, 'is not a name of 1 to 64 letters, digits, dots, hyphens and underscores')
  .refine((name) => Buffer.byteLength(foldName(name)) <= MAX_NAME_BYTES, `is longer than ${MAX_NAME_BYTES} bytes`);

/** Names that fold to one are one name: file systems do not all tell `Ann` from `ann`, so we never do. */
export function foldName(name: string): string {
  // Lowered first: the capital ẞ has itself as its upper case, and only ß becomes SS.
  return normalise(name.toLowerCase().toUpperCase().toLowerCase(), 'NFC');
}

export const profileSchema = z.strictObject({
  /** What the file is, and how it is laid out. */
  paperkin: z.literal('profile/1'),
  name: profileNameSchema,
  created: z.iso.datetime(),
  /** By time, then id. */
  // Counted first: what is wrong with each of millions would be a gigabyte of complaints.
  events: z.array(z.unknown()).max(MAX_EVENTS).pipe(z.array(eventSchema)),
});

export type Profile = z.output<typeof profileSchema>;

export function emptyProfile(name: string, now: Date): Profile {
  return { paperkin: 'profile/1', name, created: now.toISOString(), events: [] };
}

/** How far clocks may differ, in milliseconds: within it an event takes the moment after the last one, beyond it the clock's own. */
const MAX_CLOCK_DIFFERENCE = 86_400_000;

/** Tells apart the actions of one moment only, of which there are few. */
const DEED_LENGTH = 8;

/**
 * One action as events that come after all of `events`, which are in order. Their ids ascend, so {@link byTime} keeps them in order.
 *
 * Where the clock is a little behind the last event, they happen a millisecond after it. Where it is further behind (it went
 * back, or another machine's is ahead), they keep the true time, which recency counts from, and say their place in `order`.
 */
export function eventsAfter(events: readonly ProfileEvent[], actions: readonly Action[], now: Date, newId: () => string): ProfileEvent[] {
  const last = events.at(-1);
  const next = last ? placeOf(last) + 1 : 0;
  const isFarBehind = next - now.getTime() > MAX_CLOCK_DIFFERENCE;
  const at = isFarBehind ? now : new Date(Math.max(now.getTime(), next));
  const order = isFarBehind ? { order: Math.min(next, Number.MAX_SAFE_INTEGER) } : {};
  const deed = newId().slice(0, DEED_LENGTH);
  const ids = actions.map(newId).sort();
  return actions.map((each, i) => ({ id: ids[i] ?? newId(), at: at.toISOString(), deed, ...order, ...each }));
}

/** The one order of events: by time, or the place that stands for it; those of one place by id. */
export function byTime(a: ProfileEvent, b: ProfileEvent): number {
  return placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether two events were one action. */
export function areSameAction(a: ProfileEvent, b: ProfileEvent): boolean {
  return a.deed === b.deed && a.at === b.at;
}

function placeOf({ order, at }: ProfileEvent): number {
  return order ?? Date.parse(at);
}
