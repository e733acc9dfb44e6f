import type { Paper, StoredPaper } from '../../paper/paper.js';
import { identifyingTitle } from '../../paper/work.js';
import { type Database, prepared } from './connection.js';
import { factsOf, PAPER_COLUMNS, type PaperRow, paperOfRow, textHash } from './rows.js';

/** Rows of papers and the ids that lead to them, kept in step. Whoever writes does so inside a transaction. */
export class PaperTable {
  readonly #sql: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.#sql = prepare(db);
  }

  byKey(key: number): StoredPaper | undefined {
    const row = this.#sql.byKey.get(key);
    return row && paperOfRow(row);
  }

  keyOfId(id: string): number | undefined {
    return this.#sql.keyOfId.get(id);
  }

  /** Papers of this title up to case, accents and punctuation, oldest first; none where it is too short to identify a work. */
  ofTitle(title: string): StoredPaper[] {
    const key = identifyingTitle(title);
    return key === undefined ? [] : this.#sql.keysOfTitle.all(key).flatMap((found) => this.byKey(found) ?? []);
  }

  /** No id of the paper may lead to another one. */
  insert(paper: Paper): StoredPaper {
    const key = Number(this.#sql.insert.run(this.#columns(paper)).lastInsertRowid);
    this.#claim(paper.ids, key);
    return { key, paper };
  }

  /** No id of the paper may lead to another one. */
  update(key: number, paper: Paper): StoredPaper {
    this.#sql.update.run({ ...this.#columns(paper), key });
    this.#sql.releaseIds.run(key);
    this.#claim(paper.ids, key);
    return { key, paper };
  }

  remove(key: number): boolean {
    if (this.#sql.remove.run(key).changes === 0) return false;
    this.#sql.recordRemoval.run(key, this.nextSequence());
    return true;
  }

  /** Papers of a text count as changed, so that an index learns of what was made of it. */
  touchText(hash: string): void {
    for (const key of this.#sql.keysOfText.all(hash)) this.#sql.touch.run(this.nextSequence(), key);
  }

  /** Has no paper this text any more? */
  lacksText(hash: string): boolean {
    return this.#sql.keysOfText.get(hash) === undefined;
  }

  nextSequence(): number {
    return this.#sql.nextSequence.get() ?? 0;
  }

  #claim(ids: readonly string[], key: number): void {
    for (const id of ids) this.#sql.claimId.run(id, key);
  }

  #columns(paper: Paper) {
    return {
      id: paper.id,
      title: paper.title,
      abstract: paper.abstract,
      facts: factsOf(paper),
      titleKey: identifyingTitle(paper.title) ?? null,
      published: paper.published ?? '',
      textHash: textHash(paper),
      sequence: this.nextSequence(),
    };
  }
}

function prepare(db: Database) {
  return {
    byKey: prepared<[number], PaperRow>(db, `SELECT ${PAPER_COLUMNS} FROM papers WHERE key = ?`),
    keyOfId: prepared<[string], number>(db, 'SELECT key FROM ids WHERE id = ?').pluck(),
    keysOfTitle: prepared<[string], number>(db, 'SELECT key FROM papers WHERE title_key = ? ORDER BY key').pluck(),
    keysOfText: prepared<[string], number>(db, 'SELECT key FROM papers WHERE text_hash = ?').pluck(),
    insert: prepared<[object]>(
      db,
      `INSERT INTO papers (id, title, abstract, facts, title_key, published, text_hash, sequence)
       VALUES (@id, @title, @abstract, @facts, @titleKey, @published, @textHash, @sequence)`,
    ),
    update: prepared<[object]>(
      db,
      `UPDATE papers SET id = @id, title = @title, abstract = @abstract, facts = @facts, title_key = @titleKey,
         published = @published, text_hash = @textHash, sequence = @sequence WHERE key = @key`,
    ),
    remove: prepared<[number]>(db, 'DELETE FROM papers WHERE key = ?'),
    recordRemoval: prepared<[number, number]>(db, 'INSERT INTO removals (key, sequence) VALUES (?, ?)'),
    claimId: prepared<[string, number]>(db, 'INSERT INTO ids (id, key) VALUES (?, ?)'),
    releaseIds: prepared<[number]>(db, 'DELETE FROM ids WHERE key = ?'),
    touch: prepared<[number, number]>(db, 'UPDATE papers SET sequence = ? WHERE key = ?'),
    nextSequence: prepared<[], number>(db, 'UPDATE counter SET sequence = sequence + 1 RETURNING sequence').pluck(),
  };
}
