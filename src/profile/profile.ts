import { z } from 'zod';
import { type Deed, eventSchema, type ProfileEvent } from './event.js';

/** A reader: what they did, in the order in which they did it. */

/** Events of one profile; a reader who likes ten papers a day has as many after 27 years. */
export const MAX_EVENTS = 100_000;

export const profileNameSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, 'is not a name of 1 to 64 letters, digits, dots, hyphens and underscores')
  .transform((name) => name.normalize('NFC'));

export const profileSchema = z.strictObject({
  /** What the file is, and how it is laid out. */
  paperkin: z.literal('profile/1'),
  name: profileNameSchema,
  created: z.iso.datetime(),
  /** By time, then id. */
  events: z.array(eventSchema).max(MAX_EVENTS),
});

export type Profile = z.output<typeof profileSchema>;

export function emptyProfile(name: string, now: Date): Profile {
  return { paperkin: 'profile/1', name, created: now.toISOString(), events: [] };
}

/** The deeds as events of this moment, each under an id of its own. */
export function eventsOf(deeds: readonly Deed[], now: Date, newId: () => string): ProfileEvent[] {
  return deeds.map((deed) => ({ id: newId(), at: now.toISOString(), ...deed }));
}

/** The one order of events: by time, those of one moment by id. */
export function byTime(a: ProfileEvent, b: ProfileEvent): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
