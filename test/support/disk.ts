import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, type Finished, finished } from './cli.js';

/** A small file system of its own, in memory: to be filled up, and to be mounted read-only. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async mount(megabytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'paperkin-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  async unmount(): Promise<void> {
    execFileSync('umount', [this.folder]);
    await rmdir(this.folder);
  }

  /** Leaves so many bytes, rounded down to pages. */
  fill(leave = 0): void {
    const path = join(this.folder, 'filling');
    const file = openSync(path, 'w');
    const page = Buffer.alloc(4_096, 1);
    let size = 0;
    try {
      for (;;) size += writeSync(file, page);
    } catch {
      closeSync(file);
    }
    if (leave > 0) execFileSync('truncate', ['-s', String(size - leave), path]);
  }

  empty(): void {
    rmSync(join(this.folder, 'filling'), { force: true });
  }

  remount(mode: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${mode}`, this.folder]);
  }
}

/** Why this machine lets no test mount a disk; false where it does. */
export const CANNOT_MOUNT: string | false = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can mount a small disk';
  const folder = `/tmp/paperkin-mount-${process.pid}`;
  try {
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return false;
  } catch {
    return 'this system does not permit to mount a disk';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

/** Runs a command line as a user who owns nothing here: root may write whatever modes say. */
export function runAsNobody(args: readonly string[], home: string): Promise<Finished> {
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  return finished(
    spawn('setpriv', [...nobody, process.execPath, CLI, ...args], { env: { ...process.env, PAPERKIN_HOME: home, NO_COLOR: '' } }),
  );
}
