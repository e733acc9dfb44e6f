import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { codeOf, PaperkinError } from '../../errors.js';

/** Changes with the file; undefined where there is none. @throws FILE_UNREADABLE */
export async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeNs, size, ino }: BigIntStats = await stat(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new PaperkinError('FILE_UNREADABLE', `${path} cannot be read.`, { value: path, cause });
  }
}
