import { isUtf8 } from 'node:buffer';
import { PaperkinError } from '../errors.js';
import { checkedJson, lineAt } from '../input/checked-json.js';
import type { ProfileEvent } from './event.js';
import { sortEvents } from './merge.js';
import { foldName, type Profile, profileSchema } from './profile.js';
import { eventLine } from './write-profile.js';

/** Above that a file is not read, in bytes: 100,000 events of one paper each have 13 MB. */
export const MAX_PROFILE_BYTES = 64 * 2 ** 20;

/** What errors call the file, and the name that it must have (but for case). */
export interface Expected {
  file?: string;
  name?: string;
}

/**
 * Reads a profile's file, which a person may have edited: comments, trailing commas, a byte order mark, events out of
 * order and events that are there twice are all right; what could be meant in two ways is not. It blocks: see `openProfile`.
 * @throws PROFILE_UNREADABLE with the line, and the field where it is one: `line 14: events.3.kind: …`
 */
export function readProfile(bytes: Uint8Array, expected: Expected = {}): Profile {
  if (bytes.length > MAX_PROFILE_BYTES) throw unreadable(`has more than ${MAX_PROFILE_BYTES / 2 ** 20} MB`, expected);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (!isUtf8(bytes)) throw unreadable('is not UTF-8', expected, lineAt(text, text.indexOf('\uFFFD')));
  return asSomebodyWroteIt(text, expected);
}

function asSomebodyWroteIt(text: string, expected: Expected): Profile {
  const checked = checkedJson(text, profileSchema);
  if (checked.problem !== undefined) throw unreadable(checked.problem, expected, checked.line);
  const { data, lineOf: at } = checked;
  if (expected.name !== undefined && foldName(expected.name) !== foldName(data.name)) {
    throw unreadable(`name: is "${data.name}", but the file is that of "${expected.name}"`, expected, at(['name']));
  }
  const events = new Map<string, ProfileEvent>();
  for (const [i, event] of data.events.entries()) {
    const other = events.get(event.id);
    if (other && eventLine(other) !== eventLine(event)) {
      const first = at(['events', data.events.indexOf(other)]);
      throw unreadable(`events.${i}.id: is that of another event, in line ${first}`, expected, at(['events', i, 'id']));
    }
    events.set(event.id, event);
  }
  return { ...data, events: sortEvents([...events.values()]) };
}

function unreadable(message: string, { file }: Expected, line?: number): PaperkinError {
  if (line !== undefined)
    return new PaperkinError('PROFILE_UNREADABLE', `${file === undefined ? '' : `${file}, `}line ${line}: ${message}`);
  return new PaperkinError('PROFILE_UNREADABLE', `${file ?? 'The profile'} ${message}.`, {
    remedy: 'Put a backup in the place of the file.',
  });
}
