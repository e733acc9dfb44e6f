import { parentPort, workerData } from 'node:worker_threads';
import { asPaperkinError, type PaperkinError } from '../errors.js';
import { type Expected, readProfile } from './read-profile.js';
import { writeProfile } from './write-profile.js';

/** A profile's file that somebody has edited. */
export interface EditedProfile {
  bytes: Uint8Array<ArrayBuffer>;
  expected: Expected;
}

/** The same as we would write it: bytes are moved to the other thread, where a hundred thousand objects would be copied at once. */
export type EditedProfileAnswer = { text: Uint8Array } | { error: ReturnType<PaperkinError['toJSON']> };

function answer(): EditedProfileAnswer {
  const { bytes, expected } = workerData as EditedProfile;
  try {
    return { text: new TextEncoder().encode(writeProfile(readProfile(bytes, expected))) };
  } catch (thrown) {
    return { error: asPaperkinError(thrown).toJSON() };
  }
}

const given = answer();
parentPort?.postMessage(given, 'text' in given ? [given.text.buffer as ArrayBuffer] : []);
