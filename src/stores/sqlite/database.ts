import { setTimeout } from 'node:timers/promises';
import { codeOf, PaperkinError } from '../../errors.js';
import { BUSY_TIMEOUT, type Database, openSqlite } from './connection.js';
import { migrate } from './schema.js';

const RETRY_INTERVAL = 10;

/**
 * Opens the database of papers, creating or migrating it where that is due.
 * @throws STORE_CORRUPT, STORE_TOO_NEW, NATIVE_MODULE_MISSING
 */
export async function openPaperDatabase(path: string): Promise<Database> {
  let db: Database | undefined;
  try {
    db = await openSqlite(path);
    await useWriteAheadLog(db);
    // FULL syncs the log at each commit: what was acknowledged survives a power cut, not only a kill.
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    db.exec('PRAGMA cache_size = -65536');
    migrate(db);
  } catch (cause) {
    db?.close();
    throw describe(cause, path);
  }
  return db;
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

/** Turns SQLite's codes for a damaged file into an error that people can act on. */
function describe(cause: unknown, path: string): unknown {
  const code = codeOf(cause);
  if (!/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return cause;
  return new PaperkinError('STORE_CORRUPT', `${path} is damaged or not a database (${code}).`, { value: path, cause });
}
