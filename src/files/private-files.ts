import { closeSync, constants, openSync } from 'node:fs';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../errors.js';

/**
 * What one reads is private: files and folders that Paperkin makes for itself are their owner's alone. The modes are given
 * at creation, since the umask is the whole process's and not ours to change. On Windows they mean nothing.
 */
export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const OTHERS = 0o077;

/** Makes a folder, and those above it that are missing, for its owner alone. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/**
 * Makes an empty file for code that knows no modes; what is there already stays as it is, and is not even opened: closing
 * it again would free the locks that this process has on it. Where it cannot be made, whoever writes to it says why.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, PRIVATE_FILE));
  } catch {
    // There already, or a reason that the writer will meet, too.
  }
}

/** What lies in a home. Of `models` only the folder is ours: what is in it the user has put there. */
const FOLDERS = ['profiles', 'topics', 'index', 'rejects'];
const DATABASE = 'papers.db';
const FILES = /^(papers\.db-(wal|shm|journal)|writer\.(lock|json)(-journal)?|models\.json(\..+)?|config\.json)$/;

/**
 * Puts the modes of a home right that an earlier version has made. Costs two looks at files where they are; what cannot be
 * changed (another's home, a disk that is read-only) stays. The database comes last: until then the next start tries again.
 * A folder that holds other things, too (`--home .`), keeps its mode: those may be meant for others.
 */
export async function makeHomePrivate(home: string): Promise<void> {
  if (process.platform === 'win32') return;
  const database = join(home, DATABASE);
  const modes = await Promise.all([home, database].map(modeOf));
  if (!modes.some((mode) => (mode & OTHERS) !== 0)) return;
  const entries = await readdir(home, { withFileTypes: true }).catch(() => []);
  const ours = entries.filter(({ name }) => name === 'models' || name === DATABASE || FOLDERS.includes(name) || FILES.test(name));
  if (ours.length === entries.length) await setMode(home, PRIVATE_FOLDER);
  for (const entry of ours) {
    const path = join(home, entry.name);
    if (entry.isFile() && path !== database) await setMode(path, PRIVATE_FILE);
    else if (entry.isDirectory()) await makeFolderPrivate(path, FOLDERS.includes(entry.name));
  }
  if (entries.some((entry) => entry.name === DATABASE && entry.isFile())) await setMode(database, PRIVATE_FILE);
}

/** Links are left alone: they lead to what may be another's. */
async function makeFolderPrivate(folder: string, withContent: boolean): Promise<void> {
  await setMode(folder, PRIVATE_FOLDER);
  const entries = withContent ? await readdir(folder, { withFileTypes: true }).catch(() => []) : [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeFolderPrivate(path, true);
    else if (entry.isFile()) await setMode(path, PRIVATE_FILE);
  }
}

async function modeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ mode }) => mode,
    () => 0,
  );
}

/** As far as the system lets us. */
export async function setMode(path: string, mode: number): Promise<void> {
  await chmod(path, mode).catch((error: unknown) => {
    if (!/^(EPERM|EACCES|EROFS|ENOENT|ENOTSUP|ENOSYS)$/.test(codeOf(error))) throw error;
  });
}
