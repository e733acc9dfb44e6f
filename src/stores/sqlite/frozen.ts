import { chmod, copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../../errors.js';
import { type Database, openSqlite } from './connection.js';

/** A copy of a database that SQLite cannot open where it lies. */
export interface Frozen {
  db: Database;
  /** Of the files that were copied, see {@link stampOfDatabase}. */
  stamp: string;
}

/** Node reads no larger file at once, in bytes. */
const LARGEST = 2 ** 31 - 1;
/** The bytes are in memory twice for a moment. */
const COPIES = 2;
/** Bytes 18 and 19 of a database say how it is written: 2 is a write-ahead log, which needs a file beside it, and 1 none. */
const VERSIONS = [18, 19] as const;

/**
 * Copies a database into memory: to read in WAL mode, SQLite has to write a file beside it, which a disk that is full or
 * read-only refuses. Sound only while no log holds pages that the database has not: undefined then, and where it is too large.
 */
export async function freeze(path: string): Promise<Frozen | undefined> {
  const before = await stampOfDatabase(path);
  if (before.isLogged || before.bytes === 0 || before.bytes > Math.min(LARGEST, freemem() / COPIES)) return undefined;
  const bytes = await readFile(path);
  // Whoever wrote meanwhile can write, and so the next attempt finds its files.
  if ((await stampOfDatabase(path)).stamp !== before.stamp) return undefined;
  for (const at of VERSIONS) if (bytes[at] === 2) bytes[at] = 1;
  return { db: await openSqlite(bytes), stamp: before.stamp };
}

/**
 * Copies a database and its log into a temporary folder, for one that {@link freeze} cannot copy. The files are removed as soon as
 * they are open, so that nothing is left of them whatever happens.
 */
export async function copyAside(path: string): Promise<Frozen | undefined> {
  const before = await stampOfDatabase(path);
  const folder = await mkdtemp(join(tmpdir(), 'paperkin-read-'));
  try {
    const copy = join(folder, 'papers.db');
    for (const ending of ['', '-wal', '-journal']) {
      await copyFile(path + ending, copy + ending).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
      });
    }
    if ((await stampOfDatabase(path)).stamp !== before.stamp) return undefined;
    // A file that may only be read is copied as such.
    await chmod(copy, 0o600);
    const db = await openSqlite(copy);
    db.exec('SELECT count(*) FROM sqlite_schema');
    return { db, stamp: before.stamp };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes whenever somebody writes to a database; and whether a log holds changes that are not in its file yet. */
export async function stampOfDatabase(path: string): Promise<{ stamp: string; isLogged: boolean; bytes: number }> {
  const parts = await Promise.all(['', '-wal', '-journal'].map((ending) => stat(path + ending, { bigint: true }).catch(() => undefined)));
  const [file, ...logs] = parts;
  return {
    stamp: parts.map((stats) => (stats && stats.size > 0n ? `${stats.mtimeNs} ${stats.size} ${stats.ino}` : '-')).join(' '),
    isLogged: logs.some((stats) => stats !== undefined && stats.size > 0n),
    bytes: Number(file?.size ?? 0),
  };
}
