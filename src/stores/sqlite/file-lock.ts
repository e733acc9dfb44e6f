import { codeOf } from '../../errors.js';
import { type Database, openSqlite, refused } from './connection.js';

/**
 * A lock among processes: an open exclusive transaction on a file of its own. The operating system lets go of it when the
 * process dies, however it dies, so there is no stale lock to judge.
 */
export class FileLock {
  readonly #db: Database;
  readonly #path: string;

  private constructor(db: Database, path: string) {
    this.#db = db;
    this.#path = path;
  }

  /** @throws what the system refuses */
  static async open(path: string): Promise<FileLock> {
    const db = await openSqlite(path);
    db.exec('PRAGMA busy_timeout = 0');
    return new FileLock(db, path);
  }

  /** Takes the lock; false where another has it. Never waits. @throws what the system refuses */
  take(): boolean {
    try {
      this.#db.exec('PRAGMA journal_mode = DELETE');
      this.#db.exec('BEGIN EXCLUSIVE');
      return true;
    } catch (cause) {
      if (!codeOf(cause).startsWith('SQLITE_BUSY')) throw refused(this.#path, cause);
      return false;
    }
  }

  release(): void {
    this.#db.exec('ROLLBACK');
  }

  close(): void {
    this.#db.close();
  }
}
