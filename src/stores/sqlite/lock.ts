import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { PaperkinError } from '../../errors.js';
import { PRIVATE_FILE } from '../../files/private-files.js';
import { FileLock } from './file-lock.js';

/** The lock of the one writer. A note beside it tells others who holds it. */
export interface WriterLock {
  release(): void;
}

const holderSchema = z.object({ pid: z.int(), host: z.string(), purpose: z.string(), since: z.string() });

/** @throws STORE_LOCKED, naming the process, what it does, and since when. */
export async function acquireWriterLock(folder: string, purpose: string): Promise<WriterLock> {
  const note = join(folder, 'writer.json');
  const lock = await FileLock.open(join(folder, 'writer.lock'));
  if (!lock.take()) {
    lock.close();
    throw locked(note);
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, host: hostname(), purpose, since: new Date().toISOString() }), {
    mode: PRIVATE_FILE,
  });
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      rmSync(note, { force: true });
      lock.release();
      lock.close();
    },
  };
}

function locked(note: string): PaperkinError {
  let holder = 'another process';
  try {
    const { pid, host, purpose, since } = holderSchema.parse(JSON.parse(readFileSync(note, 'utf8')));
    holder = `process ${pid} on ${host} ("${purpose}", since ${since})`;
  } catch {
    // The holder has not written its note yet, or is just leaving: we still know that it is locked.
  }
  return new PaperkinError('STORE_LOCKED', `The database is being written by ${holder}.`);
}
