import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './replace-file.js';

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
  sha256: z.string(),
  /** When it was last written to, in milliseconds since 1970, when the checksum was taken. */
  modified: z.number().optional(),
});
export type DataFile = z.infer<typeof dataFileSchema>;

/** Bytes; a millisecond of the thread, which may be answering. */
const HASHED_AT_ONCE = 1 << 21;

/** Another process may be writing its snapshot at this moment: what is younger than this is left to the next time, in milliseconds. */
const SETTLED_AGE = 60_000;

/** Has a file of data written by `write`, put on disk, and described. */
export async function writeDataFile(folder: string, write: (path: string) => void | Promise<void>): Promise<DataFile> {
  await mkdir(folder, { recursive: true });
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
  const { size, mtimeMs } = await stat(path);
  return { name, bytes: size, sha256: await sha256(path), modified: mtimeMs };
}

/**
 * The path of a file of data if it is there and whole; else undefined. What nobody has written to since its checksum
 * was taken is not read for it again: that would be a third of the time of a start. A copy or a changed file is.
 */
export async function wholeDataFile(folder: string, { name, bytes, sha256: expected, modified }: DataFile): Promise<string | undefined> {
  const path = join(folder, name);
  try {
    const { size, mtimeMs } = await stat(path);
    if (size !== bytes) return undefined;
    return mtimeMs === modified || (await sha256(path)) === expected ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a manifest in the place of the one before, and removes earlier files of data that it does not name. */
export async function writeManifest(folder: string, manifest: object, files: readonly DataFile[]): Promise<void> {
  await replaceFile(join(folder, MANIFEST), JSON.stringify(manifest));
  await removeOthers(folder, new Set(files.map(({ name }) => name)));
}

/** The manifest; undefined when there is none, or none of this form. */
export async function readManifest<S extends z.ZodType>(folder: string, schema: S): Promise<z.output<S> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch {
    return undefined;
  }
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

/** In one buffer, used again and again: a stream makes a new one for each read, and waits for memory most of its time. */
async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(HASHED_AT_ONCE);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
