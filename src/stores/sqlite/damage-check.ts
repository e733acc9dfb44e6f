import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { codeOf, PaperkinError } from '../../errors.js';
import { refused } from './connection.js';

const SCRIPT = fileURLToPath(new URL('./check-integrity.js', import.meta.url));
/** A check reads the whole file: a gigabyte takes some ten seconds. In milliseconds. */
const PATIENCE = 60_000;
/** What every SQLite database begins with. */
const MAGIC = Buffer.from('SQLite format 3\0');

/** Says what is wrong with a database: damage only where a check has found it. */
export class DamageCheck {
  readonly #path: string;
  #check: Promise<PaperkinError> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Of what was thrown, what a person can act on. */
  async explain(thrown: unknown): Promise<unknown> {
    if (isSuspicion(thrown)) {
      this.#check ??= this.#damage(thrown).then((verdict) => {
        // What could not be proven is looked at again the next time.
        if (verdict.code !== 'STORE_CORRUPT') this.#check = undefined;
        return verdict;
      });
      return await this.#check;
    }
    return thrown instanceof PaperkinError ? thrown : refused(this.#path, thrown);
  }

  async #damage(cause: unknown): Promise<PaperkinError> {
    const found = (await isDatabase(this.#path)) ? await checked(this.#path) : 'it does not begin as a database does';
    if (found === 'ok') {
      return new PaperkinError('STORE_SUSPECT', 'Something in papers.db cannot be read, but a check of the file finds it whole.', {
        cause,
      });
    }
    if (found === undefined) {
      const message = 'Something in papers.db cannot be read, and the file could not be checked in a minute.';
      return new PaperkinError('STORE_SUSPECT', message, { cause });
    }
    return new PaperkinError('STORE_CORRUPT', `papers.db is damaged: ${found}.`, { value: this.#path, cause });
  }
}

/** SQLite met something that no database should hold, or the store something that it never wrote. */
function isSuspicion(thrown: unknown): boolean {
  if (thrown instanceof PaperkinError) return thrown.code === 'STORE_SUSPECT';
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(thrown)) || thrown instanceof SyntaxError;
}

async function isDatabase(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return true;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return bytesRead === 0 || buffer.equals(MAGIC);
  } catch {
    return true;
  } finally {
    await file.close();
  }
}

/** What a check of the whole file says: 'ok', the first damage, or undefined where it could not be done. In a process of its own, which can be ended. */
function checked(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, path], { timeout: PATIENCE }, (error, stdout) => {
      const found = stdout.trim().split('\n', 1)[0];
      resolve(error || found === '' ? undefined : found);
    });
  });
}
