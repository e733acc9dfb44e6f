import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, PaperkinError } from '../../errors.js';
import { openSqlite } from './connection.js';

/**
 * The lock of the one writer. It is an open exclusive transaction on a file of its own: the
 * operating system lets go of it when the process dies, however it dies, so there is no stale
 * lock to judge. A note beside it tells others who holds it.
 */
export interface WriterLock {
  release(): void;
}

const holderSchema = z.object({ pid: z.int(), host: z.string(), purpose: z.string(), since: z.string() });

/** @throws STORE_LOCKED, naming the process, what it does, and since when. */
export async function acquireWriterLock(folder: string, purpose: string): Promise<WriterLock> {
  const note = join(folder, 'writer.json');
  const db = await openSqlite(join(folder, 'writer.lock'));
  try {
    db.exec('PRAGMA busy_timeout = 0');
    db.exec('PRAGMA journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (!codeOf(cause).startsWith('SQLITE_BUSY')) throw cause;
    throw locked(note, cause);
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, host: hostname(), purpose, since: new Date().toISOString() }));
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      rmSync(note, { force: true });
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function locked(note: string, cause: unknown): PaperkinError {
  let holder = 'another process';
  try {
    const { pid, host, purpose, since } = holderSchema.parse(JSON.parse(readFileSync(note, 'utf8')));
    holder = `process ${pid} on ${host} ("${purpose}", since ${since})`;
  } catch {
    // The holder has not written its note yet, or is just leaving: we still know that it is locked.
  }
  return new PaperkinError('STORE_LOCKED', `The database is being written by ${holder}.`, { cause });
}
