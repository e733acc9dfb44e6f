import { open } from 'node:fs/promises';
import { PRIVATE_FILE } from '../../files/private-files.js';
import { Block } from './block.js';
import { SealedPostings } from './postings.js';

/**
 * A sealed block as a file: its arrays one after the other, each after its length and filled up to
 * a multiple of 8 bytes, so that they can be used where they lie. Keys are not in it: they change
 * when papers are removed, everything else never does. In the byte order of the machine, since a
 * snapshot never leaves it.
 */
type Typed = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float32Array;

/** Gives the next array of a file, as the kind that it was written as. */
export type NextArray = <T extends ArrayBufferView>(Kind: new (buffer: ArrayBuffer, offset: number, length: number) => T) => T;

const ALIGNMENT = 8;

export async function writeBlock(path: string, { arrays, postings }: Block): Promise<void> {
  if (!(postings instanceof SealedPostings)) throw new TypeError('a block is written when it is sealed');
  const { days, starts, ids, weights, lengths } = arrays;
  const { ids: terms, starts: ranges, rows, weights: amounts } = postings.arrays;
  await writeArrays(path, [days, starts, ids, weights, lengths, terms, ranges, rows, amounts]);
}

/** @param keys Of the block's rows, 0 for those that have been removed. */
export async function readBlock(path: string, keys: Uint32Array): Promise<Block> {
  const next = await readArrays(path);
  const arrays = {
    keys,
    days: next(Int32Array),
    starts: next(Uint32Array),
    ids: next(Uint32Array),
    weights: next(Uint8Array),
    lengths: next(Float32Array),
  };
  const postings = { ids: next(Uint32Array), starts: next(Uint32Array), rows: next(Uint16Array), weights: next(Uint8Array) };
  return Block.sealed(arrays, new SealedPostings(postings));
}

export async function writeArrays(path: string, arrays: readonly Typed[]): Promise<void> {
  const handle = await open(path, 'wx', PRIVATE_FILE);
  try {
    for (const array of arrays) {
      await handle.writeFile(bytesOf(Uint32Array.of(array.length, 0)));
      await handle.writeFile(bytesOf(array));
      await handle.writeFile(new Uint8Array(padding(array.byteLength)));
    }
  } finally {
    await handle.close();
  }
}

/** Reads a file whole; each call of the result is a view of its next array. */
export async function readArrays(path: string): Promise<NextArray> {
  const handle = await open(path);
  const { size } = await handle.stat();
  const { buffer } = new Uint8Array(size);
  try {
    // One read gives at most 2 GiB, and may give less.
    for (let read = 0; read < size; ) {
      const { bytesRead } = await handle.read(new Uint8Array(buffer, read), 0, Math.min(size - read, 1 << 30), read);
      if (bytesRead === 0) throw new RangeError(`${path} ends early`);
      read += bytesRead;
    }
  } finally {
    await handle.close();
  }
  let at = 0;
  return (Kind) => {
    const [length = 0] = new Uint32Array(buffer, at, 1);
    const array = new Kind(buffer, at + ALIGNMENT, length);
    const { byteLength } = array;
    at += ALIGNMENT + byteLength + padding(byteLength);
    return array;
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Typed): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function padding(bytes: number): number {
  return (ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT;
}
