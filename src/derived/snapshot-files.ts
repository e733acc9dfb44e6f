import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { DerivedFile } from '../files/derived-file.js';
import { makePrivateFolder } from '../files/private-files.js';

/**
 * An index on disk: files of data, and a manifest that names them, says of what they are derived,
 * and carries their checksums. The manifest is renamed into place last, so a torn write leaves the
 * old snapshot or none. A snapshot is derived: whatever is wrong with it, it is thrown away.
 */
const MANIFEST = 'snapshot.json';
const DATA_FILE = /^data-[0-9a-f-]+\.bin$/;

/** A file of data as the manifest names it. */
export const dataFileSchema = z.strictObject({
  name: z.string().regex(DATA_FILE),
  bytes: z.int().nonnegative(),
  crc32: z.int().nonnegative().optional(),
  /** What older versions wrote in its place, with the date of the file. */
  sha256: z.string().optional(),
  modified: z.number().optional(),
});
export type DataFile = z.infer<typeof dataFileSchema>;

/** Bytes; half a millisecond of the thread, which may be answering. */
const CHECKED_AT_ONCE = 1 << 21;

/** Another process may be writing its snapshot at this moment: what is younger than this is left to the next time, in milliseconds. */
const SETTLED_AGE = 60_000;

/** Has a file of data written by `write`, put on disk, and described. */
export async function writeDataFile(folder: string, write: (path: string) => void | Promise<void>): Promise<DataFile> {
  await makePrivateFolder(folder);
  const name = `data-${randomUUID()}.bin`;
  const path = join(folder, name);
  try {
    await write(path);
    const handle = await open(path, 'r+');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    // A full disk is full no longer when what could be written has gone.
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  const { size } = await stat(path);
  return { name, bytes: size, crc32: await crc32Of(path) };
}

/**
 * The path of a file of data if it is there and whole; else undefined. It is read for that each time, whatever its date: native code
 * trusts these files and may loop or crash on a damaged one. CRC-32 takes 0.1 s for 500 MB, SHA-256 0.3 s, and far more on processors
 * without instructions for it.
 */
export async function wholeDataFile(folder: string, { name, bytes, crc32, sha256 }: DataFile): Promise<string | undefined> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size !== bytes) return undefined;
    const isWhole = crc32 === undefined ? (await sha256Of(path)) === sha256 : (await crc32Of(path)) === crc32;
    return isWhole ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a manifest in the place of the one before, and removes earlier files of data that it does not name. */
export async function writeManifest(folder: string, manifest: Record<string, unknown>, files: readonly DataFile[]): Promise<void> {
  await new DerivedFile(join(folder, MANIFEST), z.looseObject({})).write(manifest);
  await removeOthers(folder, new Set(files.map(({ name }) => name)));
}

/** The manifest; undefined when there is none, or none that is whole and of this form. */
export async function readManifest<T extends object>(folder: string, schema: z.ZodType<T>): Promise<T | undefined> {
  return (await new DerivedFile(join(folder, MANIFEST), schema).read()) ?? undefined;
}

/** A reader that has just read the old manifest finds no file then, and rebuilds. */
async function removeOthers(folder: string, keep: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (keep.has(name) || !(DATA_FILE.test(name) || name.startsWith(`${MANIFEST}.`))) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > SETTLED_AGE) await rm(path, { force: true });
  }
}

async function crc32Of(path: string): Promise<number> {
  let sum = 0;
  await readInParts(path, (part) => {
    sum = crc32(part, sum);
  });
  return sum;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await readInParts(path, (part) => hash.update(part));
  return hash.digest('hex');
}

/** In one buffer, used again and again: a stream makes a new one for each read, and waits for memory most of its time. */
async function readInParts(path: string, use: (part: Buffer) => void): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(CHECKED_AT_ONCE);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      use(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
