import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PaperkinError } from '../../errors.js';
import { FileLock } from '../sqlite/file-lock.js';

/** How often one looks whether the other process has finished, in milliseconds; it takes a few for a write. */
const RETRY_INTERVAL = 2;

/**
 * The lock of a folder that several processes write to, each for a moment. Whoever waits for it stands in a gate, through
 * which the holder would have to come for its next turn: so a process that writes without pause keeps nobody out.
 */
export class FolderLock {
  readonly #gate: FileLock;
  readonly #lock: FileLock;
  readonly #patience: number;

  private constructor(gate: FileLock, lock: FileLock, patience: number) {
    this.#gate = gate;
    this.#lock = lock;
    this.#patience = patience;
  }

  /**
   * @param patience how long a turn is waited for, in milliseconds
   * @param name of a lock for a part of the folder, beside that of the others: "named-"
   */
  static async open(folder: string, patience: number, name = ''): Promise<FolderLock> {
    const open = (file: string) => FileLock.open(join(folder, `.${name}${file}`));
    const [gate, lock] = await Promise.all([open('gate'), open('lock')]);
    return new FolderLock(gate, lock, patience);
  }

  /** @throws STORE_LOCKED when the lock could not be had in time. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.#patience;
    await take(this.#gate, deadline);
    try {
      await take(this.#lock, deadline);
    } finally {
      this.#gate.release();
    }
    try {
      return await work();
    } finally {
      this.#lock.release();
    }
  }

  close(): void {
    this.#gate.close();
    this.#lock.close();
  }
}

async function take(lock: FileLock, deadline: number): Promise<void> {
  while (!lock.take()) {
    if (performance.now() > deadline) throw new PaperkinError('STORE_LOCKED', 'Another process is writing there.');
    await setTimeout(RETRY_INTERVAL);
  }
}
