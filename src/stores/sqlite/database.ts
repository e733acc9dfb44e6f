import { codeOf, PaperkinError } from '../../errors.js';
import { type Database, openSqlite } from './connection.js';
import { migrate } from './schema.js';

/**
 * Opens the database of papers, creating or migrating it where that is due.
 * @throws STORE_CORRUPT, STORE_TOO_NEW, NATIVE_MODULE_MISSING
 */
export async function openPaperDatabase(path: string): Promise<Database> {
  let db: Database | undefined;
  try {
    db = await openSqlite(path);
    // `exec`, not `pragma`: that one makes a statement for each call, and leaves it to the collector.
    db.exec('PRAGMA journal_mode = WAL');
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

/** Turns SQLite's codes for a damaged file into an error that people can act on. */
function describe(cause: unknown, path: string): unknown {
  const code = codeOf(cause);
  if (!/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return cause;
  return new PaperkinError('STORE_CORRUPT', `${path} is damaged or not a database (${code}).`, { value: path, cause });
}
