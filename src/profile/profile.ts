import { z } from 'zod';
import { type Deed, eventSchema, type ProfileEvent } from './event.js';

/** A reader: what they did, in the order in which they did it. */

/** Events of one profile; a reader who likes ten papers a day has as many after 27 years. */
export const MAX_EVENTS = 100_000;

/** Of a name as files are named after it, in UTF-8: file systems end at 255, and drafts and backups are named after the file. */
const MAX_NAME_BYTES = 200;

/** Normalised before it is checked: a Mac types "é" as two characters. Marks are letters' vowels in Hindi and Thai. */
export const profileNameSchema = z
  .string()
  .max(500)
  .normalize('NFC')
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,63}$/u, 'is not a name of 1 to 64 letters, digits, dots, hyphens and underscores')
  .refine((name) => Buffer.byteLength(foldName(name)) <= MAX_NAME_BYTES, `is longer than ${MAX_NAME_BYTES} bytes`);

/** Names that fold to one are one name: file systems do not all tell `Ann` from `ann`, so we never do. */
export function foldName(name: string): string {
  return name.toUpperCase().toLowerCase().normalize('NFC');
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

/** The deeds as events of this moment, each under an id of its own. The ids ascend: so {@link byTime} leaves the deeds in their order. */
export function eventsOf(deeds: readonly Deed[], now: Date, newId: () => string): ProfileEvent[] {
  const ids = deeds.map(newId).sort();
  return deeds.map((deed, i) => ({ id: ids[i] ?? newId(), at: now.toISOString(), ...deed }));
}

/** How far the clocks of two machines may differ, in milliseconds; what is later than that was not made by a clock. */
const MAX_CLOCK_DIFFERENCE = 86_400_000;

/**
 * When something is done after these events, which are in order: now, or a millisecond after the last. Two deeds of one
 * millisecond, or a clock that is behind another machine's, must not put an undo before what it undoes.
 */
export function momentAfter(events: readonly ProfileEvent[], now: Date): Date {
  const [last] = latestEvents(events, 1, now);
  return new Date(Math.max(now.getTime(), last ? Date.parse(last.at) + 1 : 0));
}

/** The last `count` events that a clock can have made, in order: right after something was added, what was added. */
export function latestEvents(events: readonly ProfileEvent[], count: number, now: Date): ProfileEvent[] {
  const latest = now.getTime() + MAX_CLOCK_DIFFERENCE;
  const end = events.findLastIndex(({ at }) => Date.parse(at) <= latest) + 1;
  return events.slice(Math.max(0, end - count), end);
}

/** The one order of events: by time, those of one moment by id. */
export function byTime(a: ProfileEvent, b: ProfileEvent): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
