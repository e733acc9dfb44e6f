import { readFile, writeFile } from 'node:fs/promises';
import { PRIVATE_FILE } from '../../files/private-files.js';
import type { TopicNumbers } from '../topic-store.js';

/**
 * Arrays in one file, each with its length before it:
 *
 *     "PKTP" │ bytes of array 1 (uint32, as all numbers little-endian) │ array 1, filled up to 4 bytes │ bytes of array 2 │ ...
 */
const MAGIC = Buffer.from('PKTP');

type Array = Float32Array | Uint32Array | Uint16Array;
const ARRAYS = {
  mean: Float32Array,
  basisTerms: Uint32Array,
  basisRows: Float32Array,
  centroids: Float32Array,
  keys: Uint32Array,
  cells: Uint16Array,
  similarities: Float32Array,
} as const satisfies Record<keyof TopicNumbers, unknown>;

export async function writeNumbers(path: string, numbers: TopicNumbers): Promise<void> {
  const parts: Uint8Array[] = [MAGIC];
  for (const name of Object.keys(ARRAYS) as (keyof TopicNumbers)[]) {
    const { buffer, byteOffset, byteLength }: Array = numbers[name];
    parts.push(
      new Uint8Array(Uint32Array.of(byteLength).buffer),
      new Uint8Array(buffer, byteOffset, byteLength),
      new Uint8Array(padding(byteLength)),
    );
  }
  await writeFile(path, Buffer.concat(parts), { flag: 'wx', mode: PRIVATE_FILE });
}

/** @throws RangeError where the file is not one of these, or cut off. */
export async function readNumbers(path: string): Promise<TopicNumbers> {
  const bytes = await readFile(path);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new RangeError('is no file of topics');
  let at = MAGIC.length;
  const next = <T extends Array>(type: new (buffer: ArrayBuffer) => T): T => {
    if (at + 4 > bytes.length) throw new RangeError('ends too early');
    const length = bytes.readUInt32LE(at);
    const end = at + 4 + length;
    if (end > bytes.length) throw new RangeError('ends too early');
    // Copied: a view would have to begin at a multiple of four of the file's buffer.
    const copy = new Uint8Array(bytes.subarray(at + 4, end));
    at = end + padding(length);
    return new type(copy.buffer);
  };
  return {
    mean: next(ARRAYS.mean),
    basisTerms: next(ARRAYS.basisTerms),
    basisRows: next(ARRAYS.basisRows),
    centroids: next(ARRAYS.centroids),
    keys: next(ARRAYS.keys),
    cells: next(ARRAYS.cells),
    similarities: next(ARRAYS.similarities),
  };
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
