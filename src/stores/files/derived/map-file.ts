import { crc32 } from 'node:zlib';
import { PaperkinError } from '../../../errors.js';
import type { PaperMap } from '../../paper-map.js';

/*
 * A map as bytes, for the disk and for a page alike: 12 bytes a paper, all numbers little-endian, and so aligned that a page reads
 * the columns where they lie (`new Float32Array(buffer, 24 + 4 * papers, papers)`).
 *
 *     at                 bytes  what
 *     0                  8      "PAPERMAP"
 *     8                  2      version of this format: 1
 *     10                 2      length of the identity
 *     12                 4      papers
 *     16                 4      landmarks: the first so many of them
 *     20                 4      CRC-32 (as zlib's) of all that follows
 *     24                 4 each keys of the papers in their store, uint32
 *     24 +  4 * papers   4 each x, float32
 *     24 +  8 * papers   4 each y, float32
 *     24 + 12 * papers          what the vectors were made by, UTF-8
 */

const MAGIC = 'PAPERMAP';
const VERSION = 1;
const HEADER = 24;
const A_PAPER = 12;

/** The map in the format above. */
export function encodeMap({ identity, landmarks, keys, x, y }: PaperMap): Uint8Array<ArrayBuffer> {
  const [name, count] = [new TextEncoder().encode(identity), keys.length];
  const bytes = new Uint8Array(HEADER + A_PAPER * count + name.length);
  const view = new DataView(bytes.buffer);
  new TextEncoder().encodeInto(MAGIC, bytes);
  view.setUint16(8, VERSION, true);
  view.setUint16(10, name.length, true);
  view.setUint32(12, count, true);
  view.setUint32(16, landmarks, true);
  for (let i = 0; i < count; i++) {
    view.setUint32(HEADER + 4 * i, keys[i] as number, true);
    view.setFloat32(HEADER + 4 * (count + i), x[i] as number, true);
    view.setFloat32(HEADER + 4 * (2 * count + i), y[i] as number, true);
  }
  bytes.set(name, HEADER + A_PAPER * count);
  view.setUint32(20, crc32(bytes.subarray(HEADER)), true);
  return bytes;
}

/** @throws FILE_UNREADABLE where the bytes are no whole map of this version */
export function decodeMap(bytes: Uint8Array): PaperMap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw damaged('It is no map.');
  if (view.getUint16(8, true) !== VERSION) throw damaged(`The map has version ${view.getUint16(8, true)} of its format, not ${VERSION}.`);
  const count = view.getUint32(12, true);
  const end = HEADER + A_PAPER * count;
  if (bytes.length !== end + view.getUint16(10, true)) throw damaged('The map is not whole.');
  if (crc32(bytes.subarray(HEADER)) !== view.getUint32(20, true)) throw damaged('The map is damaged: its checksum does not match.');
  const [keys, x, y] = [new Uint32Array(count), new Float32Array(count), new Float32Array(count)];
  for (let i = 0; i < count; i++) {
    keys[i] = view.getUint32(HEADER + 4 * i, true);
    x[i] = view.getFloat32(HEADER + 4 * (count + i), true);
    y[i] = view.getFloat32(HEADER + 4 * (2 * count + i), true);
  }
  return { identity: new TextDecoder().decode(bytes.subarray(end)), landmarks: view.getUint32(16, true), keys, x, y };
}

/** Of the bytes of a map, whole or not; what tells one from another. */
export function checksumOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(20, true);
}

function damaged(message: string): PaperkinError {
  return new PaperkinError('FILE_UNREADABLE', message, { remedy: 'Make the map anew.' });
}
