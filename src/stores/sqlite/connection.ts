import type BetterSqlite from 'better-sqlite3';
import { codeOf, PaperkinError } from '../../errors.js';
import { makePrivateFile } from '../../private-files.js';

export type Database = BetterSqlite.Database;

/** How long a statement waits for another process's transaction before it fails, in milliseconds. */
export const BUSY_TIMEOUT = 5_000;

/**
 * Databases and their statements, kept for ever. From Node 24.19 on, an object of better-sqlite3 12
 * that is garbage-collected while no JavaScript runs aborts the process (its destructor asks for an
 * environment that is not entered then; version 13 is free of that, but needs Node 22). So none
 * becomes garbage: a closed database costs about a kilobyte. It also spares preparing anew.
 */
const kept = new Map<Database, Map<string, BetterSqlite.Statement>>();

/** The statement of this text, prepared once for each database. */
export function prepared<Parameters extends unknown[] | object = unknown[], Row = unknown>(
  db: Database,
  sql: string,
): BetterSqlite.Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row> {
  const statements = kept.get(db) ?? new Map<string, BetterSqlite.Statement>();
  kept.set(db, statements);
  const statement = statements.get(sql) ?? db.prepare(sql);
  statements.set(sql, statement);
  return statement as BetterSqlite.Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row>;
}

/**
 * Opens a SQLite file. The addon is compiled at installation; where that failed, npm goes on
 * without it (it is an optional dependency), so that this message is what people read.
 * @throws NATIVE_MODULE_MISSING
 */
export async function openSqlite(path: string, options: BetterSqlite.Options = {}): Promise<Database> {
  try {
    const { default: Constructor } = await import('better-sqlite3');
    // Its log and its journal get the mode of the database from SQLite.
    makePrivateFile(path);
    const db = new Constructor(path, { timeout: BUSY_TIMEOUT, ...options });
    kept.set(db, new Map());
    return db;
  } catch (cause) {
    // What SQLite says of the file is not about the addon.
    if (cause instanceof TypeError || codeOf(cause).startsWith('SQLITE_')) throw cause;
    throw new PaperkinError('NATIVE_MODULE_MISSING', 'better-sqlite3 has not been compiled for this Node.', { cause });
  }
}
