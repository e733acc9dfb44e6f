import type BetterSqlite from 'better-sqlite3';
import { PaperkinError } from '../../errors.js';
import { migrate } from './schema.js';

export type Database = BetterSqlite.Database;

/** How long a statement waits for another process's transaction before it fails, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/**
 * Opens a SQLite file. The addon is compiled at installation; where that failed, npm goes on
 * without it (it is an optional dependency), so that this message is what people read.
 * @throws NATIVE_MODULE_MISSING
 */
export async function openSqlite(path: string): Promise<Database> {
  let Constructor: typeof BetterSqlite;
  try {
    Constructor = (await import('better-sqlite3')).default;
    new Constructor(':memory:').close();
  } catch (cause) {
    throw new PaperkinError('NATIVE_MODULE_MISSING', 'better-sqlite3 has not been compiled for this Node.', { cause });
  }
  return new Constructor(path, { timeout: BUSY_TIMEOUT });
}

/**
 * Opens the database of papers, creating or migrating it where that is due.
 * @throws STORE_CORRUPT, STORE_TOO_NEW, NATIVE_MODULE_MISSING
 */
export async function openPaperDatabase(path: string): Promise<Database> {
  const db = await openSqlite(path);
  try {
    db.pragma('journal_mode = WAL');
    // FULL syncs the log at each commit: what was acknowledged survives a power cut, not only a kill.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -65536');
    migrate(db);
  } catch (cause) {
    db.close();
    throw describe(cause, path);
  }
  return db;
}

/** Turns SQLite's codes for a damaged file into an error that people can act on. */
function describe(cause: unknown, path: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return cause;
  return new PaperkinError('STORE_CORRUPT', `${path} is damaged or not a database (${code}).`, { value: path, cause });
}
