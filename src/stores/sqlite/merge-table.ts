import type { Paper, StoredPaper } from '../../paper/paper.js';
import type { Merge, MergeReason } from '../paper-store.js';
import { type Database, prepared } from './connection.js';
import { PAPER_COLUMNS, type PaperRow, paperOfRow } from './rows.js';

/** A merge as it is undone: with the keys under which its papers stood; the first one's is that of the merged paper. */
export interface KeptMerge {
  number: number;
  before: [StoredPaper, ...StoredPaper[]];
  record: Paper;
}

/** What records were merged into, so that it can be looked at and undone. */
export class MergeTable {
  readonly #sql: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.#sql = prepare(db);
  }

  add(key: number, reason: MergeReason, before: readonly StoredPaper[], record: Paper): void {
    this.#sql.add.run(key, new Date().toISOString(), reason, JSON.stringify(before), JSON.stringify(record));
  }

  /** Has this very record been merged into this paper before? */
  has(key: number, record: Paper): boolean {
    return this.#sql.has.get(key, JSON.stringify(record)) === 1;
  }

  list({ limit, before }: { limit: number; before?: number | undefined }): Merge[] {
    return this.#sql.list
      .all(before ?? Number.MAX_SAFE_INTEGER, limit)
      .map(({ number, made, reason, before: papers, record, title, abstract, facts, key }) => ({
        number,
        made,
        reason,
        before: (JSON.parse(papers) as StoredPaper[]).map(({ paper }) => paper),
        record: JSON.parse(record) as Paper,
        paper: facts === null ? undefined : paperOfRow({ key, title, abstract, facts }).paper,
      }));
  }

  /** One that stands; undefined where there is none of this number. */
  get(number: number): KeptMerge | undefined {
    const row = this.#sql.get.get(number);
    return row && { number, before: JSON.parse(row.before) as KeptMerge['before'], record: JSON.parse(row.record) as Paper };
  }

  /** The latest standing merge after this one that a paper of this key had a part in. */
  laterOf(number: number, key: number): number | undefined {
    return this.#sql.laterOf.get(number, key, key);
  }

  markUndone(number: number): void {
    this.#sql.markUndone.run(new Date().toISOString(), number);
  }
}

type ListedRow = PaperRow & { number: number; made: string; reason: MergeReason; before: string; record: string };

function prepare(db: Database) {
  return {
    add: prepared<[number, string, string, string, string]>(
      db,
      'INSERT INTO merges (key, made, reason, before, record) VALUES (?, ?, ?, ?, ?)',
    ),
    has: prepared<[number, string], number>(db, 'SELECT 1 FROM merges WHERE key = ? AND record = ? AND undone IS NULL').pluck(),
    list: prepared<[number, number], Omit<ListedRow, 'facts'> & { facts: string | null }>(
      db,
      `SELECT number, made, reason, before, record, ${PAPER_COLUMNS} FROM merges LEFT JOIN papers USING (key)
       WHERE undone IS NULL AND number < ? ORDER BY number DESC LIMIT ?`,
    ),
    get: prepared<[number], { before: string; record: string }>(
      db,
      'SELECT before, record FROM merges WHERE number = ? AND undone IS NULL',
    ),
    laterOf: prepared<[number, number, number], number>(
      db,
      `SELECT number FROM merges WHERE number > ? AND undone IS NULL
         AND (key = ? OR EXISTS (SELECT 1 FROM json_each(before) WHERE json_extract(value, '$.key') = ?))
       ORDER BY number DESC LIMIT 1`,
    ).pluck(),
    markUndone: prepared<[string, number]>(db, 'UPDATE merges SET undone = ? WHERE number = ?'),
  };
}
