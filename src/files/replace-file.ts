import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../errors.js';
import { PRIVATE_FILE } from './private-files.js';

/**
 * Puts a file in the place of an older one, whole or not at all, whatever happens meanwhile; what it says is on disk when
 * it resolves. Gives what the file system says of the new file, which is private.
 * @param draft a file beside it, named after it; under a name that is always the same only where nobody else writes this file
 */
export async function replaceFile(path: string, content: string | Uint8Array, draft = `${path}.${randomUUID()}`): Promise<BigIntStats> {
  const handle = await open(draft, 'w', PRIVATE_FILE);
  try {
    await handle.writeFile(content);
    await handle.sync();
    const stats = await handle.stat({ bigint: true });
    await handle.close();
    await rename(draft, path);
    await syncFolder(dirname(path));
    return stats;
  } catch (error) {
    // A second close does nothing; a full disk is full no longer when the draft has gone.
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

/** Until its folder is on disk, too, a power cut can bring an older file back. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    // Windows does not open folders, and some network file systems do not sync them.
    if (!/^(EISDIR|EPERM|EACCES|EINVAL|ENOTSUP)$/.test(codeOf(error))) throw error;
  }
}
