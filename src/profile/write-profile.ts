import type { ProfileEvent } from './event.js';
import type { Profile } from './profile.js';

/** What a profile's file says: JSON with one event a line, so that people can read it and tools for lines can compare it. */
export function writeProfile({ paperkin, name, created, events }: Profile): string {
  const header = Object.entries({ paperkin, name, created }).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`);
  const lines = events.map((event) => `\n    ${eventLine(event)}`);
  return `{\n${header.join('\n')}\n  "events": [${lines.join()}${events.length === 0 ? '' : '\n  '}]\n}\n`;
}

/** An event in one line: when, what, and last the ids, which nobody reads. Equal events have equal lines, once a schema has ordered them. */
export function eventLine({ id, at, deed, order, kind, ...rest }: ProfileEvent): string {
  return JSON.stringify({ at, order, kind, ...rest, deed, id });
}
