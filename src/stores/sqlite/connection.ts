import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite from 'better-sqlite3';
import { codeOf, PaperkinError, systemError } from '../../errors.js';
import { makePrivateFile } from '../../files/private-files.js';

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
 * @param file a path, or the bytes of a database, which is then a copy in memory
 * @throws NATIVE_MODULE_MISSING; what the system refuses
 */
export async function openSqlite(file: string | Buffer, options: BetterSqlite.Options = {}): Promise<Database> {
  try {
    const { default: Constructor } = await import('better-sqlite3');
    // Its log and its journal get the mode of the database from SQLite.
    if (typeof file === 'string' && options.readonly !== true) makePrivateFile(file);
    const db = new Constructor(file, { timeout: BUSY_TIMEOUT, ...options });
    kept.set(db, new Map());
    return db;
  } catch (cause) {
    throw explained(cause, typeof file === 'string' ? file : undefined);
  }
}

function explained(cause: unknown, path: string | undefined): unknown {
  // What SQLite says of the file is not about the addon.
  if (codeOf(cause).startsWith('SQLITE_')) return path === undefined ? cause : refused(path, cause);
  const why = path === undefined ? undefined : refusal(path);
  // better-sqlite3 throws a TypeError where the folder is not there. Without free descriptors the addon is not found either.
  if (cause instanceof TypeError) return systemError(why, path) ?? cause;
  if (/^(EMFILE|ENFILE)$/.test(codeOf(why))) return systemError(why, path);
  return (
    systemError(cause, path) ?? new PaperkinError('NATIVE_MODULE_MISSING', 'better-sqlite3 has not been compiled for this Node.', { cause })
  );
}

/** What SQLite threw for a file, as what the system refused. It says only that it cannot open a file: the system is asked why. */
export function refused(path: string, cause: unknown): unknown {
  const asked = codeOf(cause).startsWith('SQLITE_CANTOPEN') ? (refusal(path) ?? cause) : cause;
  return systemError(asked, path) ?? cause;
}

/** What the system refuses when a file is to be read, and its folder to be written to; undefined where it refuses nothing. */
function refusal(path: string): unknown {
  try {
    if (existsSync(path)) closeSync(openSync(path, 'r'));
    accessSync(dirname(path), constants.R_OK | constants.W_OK);
    closeSync(openSync(dirname(path), 'r'));
    return undefined;
  } catch (error) {
    return error;
  }
}
