import { stat } from 'node:fs/promises';
import { codeOf, unusableFile } from '../../errors.js';
import { stampOf } from './file-cache.js';

/** The stamp of the file at a path; undefined where there is none. @throws FILE_UNREADABLE */
export async function stampAt(path: string): Promise<string | undefined> {
  try {
    return stampOf(await stat(path, { bigint: true }));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unusableFile(path, 'read', cause);
  }
}
