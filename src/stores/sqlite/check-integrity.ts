import { codeOf } from '../../errors.js';
import { openSqlite } from './connection.js';
import { freeze } from './frozen.js';

/** Process entry: checks a database and prints 'ok', or the first damage on one line. Fails where it cannot look. */
const path = process.argv[2] ?? '';

async function check(): Promise<string> {
  // A copy in memory needs no file beside the database, and keeps nobody from writing.
  const db = (await freeze(path))?.db ?? (await openSqlite(path, { readonly: true }));
  try {
    const [first] = db.prepare<[], string>('PRAGMA integrity_check(1)').pluck().all();
    return first ?? '';
  } finally {
    db.close();
  }
}

try {
  process.stdout.write(`${(await check()).replaceAll(/\s+/g, ' ')}\n`);
} catch (error) {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(cause))) throw error;
  process.stdout.write(`the check ended at it (${codeOf(cause)})\n`);
}
