import { eventSchema } from '../../profile/event.js';
import { type Profile, profileSchema } from '../../profile/profile.js';
import type { ProfileSummary } from '../profile-store.js';

/** What lines of an event begin with, in files as we write them. */
const EVENT = '    {"at":"';
/** Lines before the first event, and after the last. */
const [HEADER, FOOTER] = [5, 3];

export function summarizeProfile({ name, created, events }: Profile): ProfileSummary {
  return { name, events: events.length, created, updated: events.at(-1)?.at ?? created };
}

/**
 * The summary of a file as we write it, without reading each event: a page of 1,000 profiles of 1,000 events is a million.
 * Undefined of a file that is not of this form.
 */
export function scanSummary(text: string): ProfileSummary | undefined {
  const lines = text.split('\n');
  const events = lines.slice(HEADER, -FOOTER);
  if (!events.every((line) => line.startsWith(EVENT))) return undefined;
  try {
    const frame = JSON.parse([...lines.slice(0, HEADER), ...lines.slice(-FOOTER)].join('\n'));
    const { name, created } = profileSchema.parse(frame);
    const { at } = eventSchema.parse(JSON.parse(events.at(-1) ?? ''));
    return { name, events: events.length, created, updated: at };
  } catch {
    return undefined;
  }
}
