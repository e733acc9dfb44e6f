import { spawn } from 'node:child_process';
import { chmod, lstat } from 'node:fs/promises';
import { CLI, type CliOptions, type Finished, finished } from './cli.js';
import { listFiles } from './files.js';

/** Runs a command line to its end under a umask, which only a process of its own can have. */
export function runWithUmask(umask: string, args: readonly string[], { home, stdin = '' }: CliOptions): Promise<Finished> {
  const child = spawn('sh', ['-c', 'umask "$1"; shift; exec "$@"', 'sh', umask, process.execPath, CLI, ...args], {
    env: { ...process.env, PAPERKIN_HOME: home },
  });
  child.stdin.end(stdin);
  return finished(child);
}

/** What others than the owner may read, write or enter: the folder itself, and all below it. */
export async function openToOthers(folder: string): Promise<string[]> {
  const modes = await Promise.all(
    [folder, ...(await listFiles(folder))].map(async (path) => ({ path, mode: (await lstat(path)).mode & 0o777 })),
  );
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path, mode }) => `${path} ${mode.toString(8)}`);
}

/** Gives a folder and all below it the modes that the usual umask, 022, gives. */
export async function openUp(folder: string): Promise<void> {
  for (const path of [folder, ...(await listFiles(folder))]) await chmod(path, (await lstat(path)).isDirectory() ? 0o755 : 0o644);
}
