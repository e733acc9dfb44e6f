import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { asPaperkinError, codeOf, isRefusal, PaperkinError } from '../../errors.js';
import { BUSY_TIMEOUT, type Database, openSqlite, refused } from './connection.js';
import { DamageCheck } from './damage-check.js';
import { copyAside, freeze, stampOfDatabase } from './frozen.js';
import type { Guard } from './guarded.js';
import { migrate } from './schema.js';

const RETRY_INTERVAL = 10;

interface Open {
  db: Database;
  isWritable: boolean;
  /** Of what a copy in memory was made. */
  stamp?: string;
}

/**
 * The database of papers. Where it cannot be written (a full disk, a read-only one, another's folder) it is opened for reading,
 * if need be as a copy in memory; that is made anew when the files have changed, and given up when somebody writes here.
 */
export class PaperDatabase implements Guard {
  readonly #path: string;
  readonly #judge: DamageCheck;
  #open: Open;
  #reopening: Promise<void> | undefined;

  private constructor(path: string, judge: DamageCheck, open: Open) {
    this.#path = path;
    this.#judge = judge;
    this.#open = open;
  }

  /**
   * Opens the database, creating or migrating it where that is due.
   * @throws STORE_CORRUPT, STORE_TOO_NEW, NATIVE_MODULE_MISSING; what the system refuses, where it cannot be read either
   */
  static async open(path: string): Promise<PaperDatabase> {
    const judge = new DamageCheck(path);
    try {
      return new PaperDatabase(path, judge, await openWhatCanBe(path));
    } catch (cause) {
      throw await judge.explain(cause);
    }
  }

  get db(): Database {
    return this.#open.db;
  }

  /** A connection that can write: after this, it is that one that reads, too. @throws what the system refuses */
  async writable(): Promise<Database> {
    if (!this.#open.isWritable) this.#replace({ db: await openForWriting(this.#path), isWritable: true });
    return this.#open.db;
  }

  async refresh(): Promise<void> {
    const { stamp } = this.#open;
    if (stamp === undefined || (await stampOfDatabase(this.#path)).stamp === stamp) return;
    this.#reopening ??= openWhatCanBe(this.#path)
      .then((open) => this.#replace(open))
      .finally(() => {
        this.#reopening = undefined;
      });
    await this.#reopening;
  }

  explain(thrown: unknown): Promise<unknown> {
    return this.#judge.explain(thrown);
  }

  close(): void {
    this.#open.db.close();
  }

  #replace(open: Open): void {
    const before = this.#open.db;
    this.#open = open;
    before.close();
  }
}

async function openWhatCanBe(path: string): Promise<Open> {
  try {
    return { db: await openForWriting(path), isWritable: true };
  } catch (cause) {
    const problem = asPaperkinError(cause);
    if (!isRefusal(problem) || !existsSync(path)) throw problem;
    for (const read of [freeze, openAlone, copyAside]) {
      const copy = await attempt(read, path);
      if (copy) return { isWritable: false, ...copy };
    }
    throw new PaperkinError(problem.code, `${problem.message} Nor can it be read, as a copy.`, {
      value: path,
      remedy: 'Copy the whole folder to where you may write and there is room, and use it there (--home).',
      cause,
    });
  }
}

async function openForWriting(path: string): Promise<Database> {
  return await opened(path, async (db) => {
    await useWriteAheadLog(db);
    // FULL syncs the log at each commit: what was acknowledged survives a power cut, not only a kill.
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    db.exec('PRAGMA cache_size = -65536');
    migrate(db);
  });
}

type Read = (path: string) => Promise<{ db: Database; stamp?: string } | undefined>;

/** A way to read; undefined where the system refuses that, too. */
async function attempt(read: Read, path: string): Promise<{ db: Database; stamp?: string } | undefined> {
  try {
    const copy = await read(path);
    if (copy) migrate(copy.db);
    return copy;
  } catch (cause) {
    const error = asPaperkinError(refused(path, cause));
    if (isRefusal(error) || error.code === 'OUT_OF_MEMORY') return undefined;
    throw cause;
  }
}

/** Without the file that SQLite cannot make, and alone: whoever else comes meanwhile waits. */
async function openAlone(path: string): Promise<{ db: Database }> {
  return { db: await opened(path, (db) => void db.exec('PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM sqlite_schema')) };
}

async function opened(path: string, prepare: (db: Database) => void | Promise<void>): Promise<Database> {
  const db = await openSqlite(path);
  try {
    await prepare(db);
    return db;
  } catch (cause) {
    db.close();
    throw refused(path, cause);
  }
}

/**
 * A file that is new to it changes its journal mode once. SQLite does not wait for another process
 * that is just doing the same, whatever the timeout: so we do.
 */
async function useWriteAheadLog(db: Database): Promise<void> {
  const deadline = Date.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      // `exec`, not `pragma`: that one makes a statement for each call, and leaves it to the collector.
      db.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_BUSY' || Date.now() > deadline) throw error;
      await setTimeout(RETRY_INTERVAL);
    }
  }
}
