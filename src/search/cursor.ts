import { createHash } from 'node:crypto';
import { PaperkinError } from '../errors.js';

/**
 * A cursor is what has been shown: the keys of all papers of the pages before, and to which question. A
 * page is made anew without them. So nothing is repeated, and nothing that is still an answer is
 * skipped, however scores and ranks have moved with what has arrived meanwhile; and no server has to
 * remember anything.
 *
 *     6 bytes: hash of the question │ keys, ascending, as differences in LEB128
 */
const HASH_BYTES = 6;

/** Papers that all pages of an answer show together. */
export const MAX_SHOWN = 1_000;

export function writeCursor(question: string, shown: Iterable<number>): string {
  const bytes = [...hashOf(question)];
  let last = 0;
  for (const key of [...shown].sort((a, b) => a - b)) {
    let difference = key - last;
    for (; difference > 0x7f; difference >>>= 7) bytes.push((difference & 0x7f) | 0x80);
    bytes.push(difference);
    last = key;
  }
  return Buffer.from(bytes).toString('base64url');
}

/**
 * The keys of what has been shown; none without a cursor.
 * @throws INVALID_INPUT when it is no cursor, or one of another question.
 */
export function readCursor(question: string, cursor: string | undefined): Set<number> {
  if (cursor === undefined) return new Set();
  const bytes = Buffer.from(cursor, 'base64url');
  if (!bytes.subarray(0, HASH_BYTES).equals(hashOf(question))) {
    throw new PaperkinError('INVALID_INPUT', 'cursor: is of another question.', {
      value: cursor,
      remedy: 'Give `next` of the page before, with the same question and settings; only k may differ.',
    });
  }
  const keys = new Set<number>();
  let [key, difference, shift] = [0, 0, 0];
  for (const byte of bytes.subarray(HASH_BYTES)) {
    difference += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte > 0x7f) continue;
    key += difference;
    keys.add(key);
    [difference, shift] = [0, 0];
  }
  return keys;
}

function hashOf(question: string): Buffer {
  return createHash('sha256').update(question).digest().subarray(0, HASH_BYTES);
}
