import { isUtf8 } from 'node:buffer';
import { Worker } from 'node:worker_threads';
import { asPaperkinError, PaperkinError } from '../errors.js';
import { inPortions } from '../threads/turns.js';
import { eventSchema } from './event.js';
import { sortEvents } from './merge.js';
import { foldName, MAX_EVENTS, type Profile, profileSchema } from './profile.js';
import { type Expected, MAX_PROFILE_BYTES } from './read-profile.js';
import type { EditedProfile, EditedProfileAnswer } from './read-profile-worker.js';
import { eventLine, profileFrame } from './write-profile.js';

/** Memory of the thread that reads what somebody else wrote, in MB: so much, and so many times the size of the file. */
const [WORKER_MEMORY, WORKER_MEMORY_TIMES] = [64, 16];
/** Below that a thread would cost more than the reading blocks, in bytes. */
const SMALL = 64 * 1024;
const SCRIPT = new URL('./read-profile-worker.js', import.meta.url);

/**
 * As {@link readProfile}, but others are answered meanwhile: what we wrote is read line by line, some hundred events at a
 * time, and what somebody has edited in a thread of its own.
 * @throws PROFILE_UNREADABLE
 */
export async function openProfile(bytes: Uint8Array, expected: Expected = {}): Promise<Profile> {
  return (await asWeWroteIt(bytes, expected)) ?? (await asSomebodyWroteIt(bytes, expected));
}

/** A text that is what we would write holds nothing ambiguous. Undefined where there is anything to say about it. */
async function asWeWroteIt(bytes: Uint8Array, { name }: Expected): Promise<Profile | undefined> {
  if (bytes.length > MAX_PROFILE_BYTES || !isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const begin = text.indexOf(EVENTS);
  const end = text.lastIndexOf(END);
  if (begin < 0 || end < begin || end + END.length !== text.length) return undefined;
  const lines = text.slice(begin + EVENTS.length, end).split(',\n');
  if (lines.length > MAX_EVENTS) return undefined;
  try {
    const frame = profileSchema.parse(JSON.parse(`${text.slice(0, begin)}"events": []}`));
    const head = profileFrame(frame);
    if (!text.startsWith(`${head}${EVENTS}`) || (name !== undefined && foldName(name) !== foldName(frame.name))) return undefined;
    const events = await inPortions(lines, (line) => {
      const event = eventSchema.parse(JSON.parse(line));
      if (line !== `    ${eventLine(event)}`) throw new SyntaxError('is not laid out so');
      return event;
    });
    if (new Set(events.map(({ id }) => id)).size !== events.length) return undefined;
    return { ...frame, events: sortEvents(events) };
  } catch {
    return undefined;
  }
}

const EVENTS = '"events": [\n';
const END = '\n  ]\n}\n';

async function asSomebodyWroteIt(bytes: Uint8Array, expected: Expected): Promise<Profile> {
  const { readProfile } = await import('./read-profile.js');
  if (bytes.length <= SMALL || bytes.length > MAX_PROFILE_BYTES) return readProfile(bytes, expected);
  const answer = await inThread({ bytes: Uint8Array.from(bytes), expected });
  if ('error' in answer) {
    const { code, message, remedy } = answer.error;
    throw new PaperkinError(code, message, { remedy });
  }
  const profile = await asWeWroteIt(answer.text, expected);
  if (!profile) throw new PaperkinError('INTERNAL', 'A profile that was read cannot be read again.');
  return profile;
}

function inThread(profile: EditedProfile): Promise<EditedProfileAnswer> {
  const maxOldGenerationSizeMb = WORKER_MEMORY + Math.ceil((profile.bytes.length / 2 ** 20) * WORKER_MEMORY_TIMES);
  const worker = new Worker(SCRIPT, {
    workerData: profile,
    transferList: [profile.bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (cause) => {
      const { file = 'The profile' } = profile.expected;
      const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(
        outOfMemory
          ? new PaperkinError('PROFILE_UNREADABLE', `${file} has far more values than a profile has.`, { cause })
          : asPaperkinError(cause),
      );
    });
    worker.once('exit', () => reject(new PaperkinError('WORKER_FAILED', 'The thread that reads a profile ended.')));
  });
}
