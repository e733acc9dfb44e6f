import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { z } from 'zod';
import { replaceFile } from './replace-file.js';

/**
 * A small derived file: a JSON object that carries the CRC-32 of the rest of itself, so that a damaged digit is no other value.
 * Files of older versions carry none and are taken as they are.
 */
const CHECKSUM = 'crc32';

/** Replaces the file, whole or not at all. */
export async function writeKeptJson(path: string, value: object): Promise<void> {
  await replaceFile(path, JSON.stringify({ ...value, [CHECKSUM]: crc32(JSON.stringify(value)) }));
}

/** What the file holds; undefined where there is none, it is damaged, or it has another form. */
export async function readKeptJson<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | undefined> {
  try {
    const { [CHECKSUM]: checksum, ...value } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    return checksum === undefined || checksum === crc32(JSON.stringify(value)) ? schema.parse(value) : undefined;
  } catch {
    return undefined;
  }
}
