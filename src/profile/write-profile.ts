import { inPortions } from '../threads/turns.js';
import type { ProfileEvent } from './event.js';
import type { Profile } from './profile.js';

/** What a profile's file says: JSON with one event a line, so that people can read it and tools for lines can compare it. */
export function writeProfile(profile: Profile): string {
  return framed(profile, profile.events.map(fileLine));
}

/** As {@link writeProfile}, while others are answered. */
export async function profileText(profile: Profile): Promise<string> {
  return framed(profile, await inPortions(profile.events, fileLine));
}

/** What stands before `"events"`. */
export function profileFrame({ paperkin, name, created }: Omit<Profile, 'events'>): string {
  const header = Object.entries({ paperkin, name, created }).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`);
  return `{\n${header.join('\n')}\n  `;
}

function framed(profile: Profile, lines: readonly string[]): string {
  return `${profileFrame(profile)}"events": [${lines.join()}${lines.length === 0 ? '' : '\n  '}]\n}\n`;
}

function fileLine(event: ProfileEvent): string {
  return `\n    ${eventLine(event)}`;
}

/** An event in one line: when, what, and last the ids, which nobody reads. Equal events have equal lines, once a schema has ordered them. */
export function eventLine({ id, at, deed, order, kind, ...rest }: ProfileEvent): string {
  return JSON.stringify({ at, order, kind, ...rest, deed, id });
}
