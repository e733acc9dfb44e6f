import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary.js';

/** The same papers, vectors and indexes in a folder of our own, gone when this process ends. Nobody may write to HOME meanwhile. */
export async function copyHome(home: string): Promise<string> {
  const copy = join(temporaryFolder(), 'home');
  // The shared memory of SQLite's log belongs to the processes that have HOME open.
  await cp(home, copy, { recursive: true, mode: constants.COPYFILE_FICLONE, filter: (path) => !path.endsWith('-shm') });
  return copy;
}
