import { stat } from 'node:fs/promises';
import { codeOf, PaperkinError } from '../../errors.js';
import { stampOf } from '../profiles/file-cache.js';

/** The stamp of the file at a path; undefined where there is none. @throws FILE_UNREADABLE */
export async function stampAt(path: string): Promise<string | undefined> {
  try {
    return stampOf(await stat(path, { bigint: true }));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new PaperkinError('FILE_UNREADABLE', `${path} cannot be read.`, { value: path, cause });
  }
}
