import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ImportCheckpoint } from '../../src/stores/paper-store.js';

export interface Evidence {
  integrity: string;
  papers: { id: string; title: string; abstract: string; facts: string }[];
  vectors: Map<string, Buffer>;
  checkpoint: ImportCheckpoint | undefined;
}

/** How much of an import is committed: what another process can see of it at this moment. */
export interface Committed {
  records: number;
  papers: number;
  vectors: number;
}

/**
 * Never collected: under newer Nodes, better-sqlite3 12 aborts the process when one of its objects is
 * collected while no JavaScript runs.
 */
const kept: object[] = [];

/** Looks into the database of a home with SQLite itself, not with our code; undefined before there is one. */
export function committed(home: string): Committed | undefined {
  return look(home, (read) => ({
    records: checkpointOf(read)?.report.read ?? 0,
    papers: Number(read('SELECT count(*) AS n FROM papers')[0]?.['n']),
    vectors: Number(read('SELECT count(*) AS n FROM vectors')[0]?.['n']),
  }));
}

/** All that a home holds, as SQLite itself reads it, checked for damage. */
export function evidence(home: string): Evidence | undefined {
  return look(home, (read) => ({
    integrity: String(read('PRAGMA integrity_check')[0]?.['integrity_check']),
    papers: read('SELECT id, title, abstract, facts FROM papers ORDER BY id') as unknown as Evidence['papers'],
    vectors: new Map(read('SELECT text_hash, vector FROM vectors').map((row) => [String(row['text_hash']), row['vector'] as Buffer])),
    checkpoint: checkpointOf(read),
  }));
}

type Read = (sql: string) => Record<string, unknown>[];

function checkpointOf(read: Read): ImportCheckpoint | undefined {
  const json = read('SELECT checkpoint FROM imports')[0]?.['checkpoint'];
  return json === undefined ? undefined : (JSON.parse(String(json)) as ImportCheckpoint);
}

/** The connection is open only for the look, so that a kill finds no other process that holds the log. */
function look<T>(home: string, use: (read: Read) => T): T | undefined {
  const file = join(home, 'papers.db');
  if (!existsSync(file)) return undefined;
  const db = new Database(file, { readonly: true });
  kept.push(db);
  try {
    const read: Read = (sql) => {
      const statement = db.prepare<[], Record<string, unknown>>(sql);
      kept.push(statement);
      return statement.all();
    };
    // A process that was killed, or has just begun, may not have made its tables yet.
    if (read("SELECT 1 FROM sqlite_schema WHERE name = 'imports'").length === 0) return undefined;
    // One transaction, so that the numbers are of one moment.
    return db.transaction(() => use(read))();
  } finally {
    db.close();
  }
}
