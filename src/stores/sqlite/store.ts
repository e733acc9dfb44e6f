import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { makePrivateFolder } from '../../files/private-files.js';
import type { StoredPaper } from '../../paper/paper.js';
import { inPortions, nextTurn } from '../../threads/turns.js';
import type {
  EmbeddingIdentity,
  HashedText,
  ImportCheckpoint,
  Merge,
  NearWord,
  PaperChange,
  PaperStore,
  PaperWriter,
  SequencedChange,
  StoredPage,
} from '../paper-store.js';
import { type Database, prepared } from './connection.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { PaperDatabase } from './database.js';
import { guarded } from './guarded.js';
import { acquireWriterLock } from './lock.js';
import { MergeTable } from './merge-table.js';
import { blobToVector, PAPER_COLUMNS, PAPER_COLUMNS_JOINED, type PaperRow, paperOfRow } from './rows.js';
import { Vocabulary } from './vocabulary.js';
import { SqliteWriter } from './writer.js';

/** Rows that are read at a time, between which a server answers others: one to three milliseconds. */
const ROWS = 100;

/** SQLite as the truth: one file, `papers.db`, in the folder of the user's data. */
export class SqliteStore implements PaperStore {
  readonly #database: PaperDatabase;
  readonly #folder: string;

  private constructor(database: PaperDatabase, folder: string) {
    this.#database = database;
    this.#folder = folder;
  }

  /** Opens the store of a folder, creating both where they do not exist. Where nothing can be written, it can be read. */
  static async open(folder: string): Promise<SqliteStore> {
    await makePrivateFolder(folder);
    const database = await PaperDatabase.open(join(folder, 'papers.db'));
    return guarded(new SqliteStore(database, folder), database);
  }

  get #db(): Database {
    return this.#database.db;
  }

  async find(ids: readonly string[]): Promise<(StoredPaper | undefined)[]> {
    const sql = `SELECT asked.key AS at, ${PAPER_COLUMNS_JOINED} FROM json_each(?) AS asked
       CROSS JOIN ids ON ids.id = asked.value CROSS JOIN papers ON papers.key = ids.key`;
    return this.#ofEach(sql, ids, paperOfRow);
  }

  async keysOf(ids: readonly string[]): Promise<(number | undefined)[]> {
    const sql = 'SELECT asked.key AS at, ids.key FROM json_each(?) AS asked CROSS JOIN ids ON ids.id = asked.value';
    return this.#ofEach(sql, ids, ({ key }: { key: number }) => key);
  }

  async byKeys(keys: readonly number[]): Promise<(StoredPaper | undefined)[]> {
    const sql = `SELECT asked.key AS at, ${PAPER_COLUMNS_JOINED} FROM json_each(?) AS asked CROSS JOIN papers ON papers.key = asked.value`;
    return this.#ofEach(sql, keys, paperOfRow);
  }

  async list(page: { limit: number; after?: string | undefined }): Promise<StoredPage> {
    const after = page.after === undefined ? undefined : decodeCursor(page.after);
    const where = after === undefined ? '' : 'WHERE published < @published OR (published = @published AND key > @key)';
    const rows = prepared<[object], PaperRow & { published: string }>(
      this.#db,
      `SELECT ${PAPER_COLUMNS}, published FROM papers ${where} ORDER BY published DESC, key LIMIT @limit`,
    ).all({ limit: page.limit + 1, ...after });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      papers: await inPortions(shown, paperOfRow, ROWS),
      next: rows.length > page.limit && last ? encodeCursor({ published: last.published, key: last.key }) : undefined,
    };
  }

  async counts(model: string): Promise<{ papers: number; embedded: number }> {
    const papers = this.#number('SELECT count(*) FROM papers');
    const embedded = this.#number(
      `SELECT count(*) FROM papers JOIN vectors USING (text_hash)
       WHERE vectors.model = (SELECT model FROM models WHERE identity = ?)`,
      model,
    );
    return { papers, embedded };
  }

  async unembedded(model: string, afterKey: number, limit: number): Promise<HashedText[]> {
    return prepared<[number, string, number], HashedText>(
      this.#db,
      `SELECT key, title, abstract, text_hash AS textHash FROM papers
         WHERE key > ? AND NOT EXISTS (
           SELECT 1 FROM vectors WHERE vectors.text_hash = papers.text_hash
             AND vectors.model = (SELECT model FROM models WHERE identity = ?))
         ORDER BY key LIMIT ?`,
    ).all(afterKey, model, limit);
  }

  async vectors(model: string, keys: readonly number[]): Promise<(Float32Array | undefined)[]> {
    const sql = `SELECT asked.key AS at, vector FROM json_each(?) AS asked CROSS JOIN papers ON papers.key = asked.value
       CROSS JOIN vectors ON vectors.text_hash = papers.text_hash AND vectors.model = (SELECT model FROM models WHERE identity = ?)`;
    return this.#ofEach(sql, keys, ({ vector }: { vector: Buffer }) => blobToVector(vector), model);
  }

  async terms(termsVersion: number, keys: readonly number[]): Promise<(Uint8Array | undefined)[]> {
    const sql = `SELECT asked.key AS at, terms FROM json_each(?) AS asked CROSS JOIN papers ON papers.key = asked.value
       CROSS JOIN terms ON terms.text_hash = papers.text_hash AND version = ?`;
    return this.#ofEach(sql, keys, ({ terms }: { terms: Uint8Array }) => terms, termsVersion);
  }

  async changes(model: string, since: number, limit: number): Promise<SequencedChange[]> {
    const rows = prepared<[string, number, number, number, number, number], { key: number; sequence: number; vector: Buffer | null }>(
      this.#db,
      `SELECT * FROM (
           SELECT key, sequence, vector FROM papers LEFT JOIN vectors ON vectors.text_hash = papers.text_hash
             AND vectors.model = (SELECT model FROM models WHERE identity = ?)
           WHERE sequence > ? ORDER BY sequence LIMIT ?)
         UNION ALL
         SELECT * FROM (SELECT key, sequence, NULL FROM removals WHERE sequence > ? ORDER BY sequence LIMIT ?)
         ORDER BY sequence LIMIT ?`,
    ).all(model, since, limit, since, limit, limit);
    return rows.map(({ key, sequence, vector }) => ({ key, sequence, vector: vector === null ? undefined : blobToVector(vector) }));
  }

  async paperChanges(termsVersion: number, since: number, limit: number): Promise<PaperChange[]> {
    const rows = prepared<[number, number, number, number, number, number], ChangedRow>(
      this.#db,
      `SELECT * FROM (
           SELECT ${PAPER_COLUMNS}, sequence, terms FROM papers LEFT JOIN terms ON terms.text_hash = papers.text_hash AND version = ?
           WHERE sequence > ? ORDER BY sequence LIMIT ?)
         UNION ALL
         SELECT * FROM (SELECT key, NULL, NULL, NULL, sequence, NULL FROM removals WHERE sequence > ? ORDER BY sequence LIMIT ?)
         ORDER BY sequence LIMIT ?`,
    ).all(termsVersion, since, limit, since, limit, limit);
    return rows.map(({ sequence, terms, ...row }) => ({
      key: row.key,
      sequence,
      paper: row.facts === null ? undefined : paperOfRow(row).paper,
      terms: terms ?? undefined,
    }));
  }

  async lackingTerms(termsVersion: number, afterKey: number, limit: number): Promise<HashedText[]> {
    return prepared<[number, number, number], HashedText>(
      this.#db,
      `SELECT key, title, abstract, text_hash AS textHash FROM papers
         WHERE key > ? AND NOT EXISTS (SELECT 1 FROM terms WHERE terms.text_hash = papers.text_hash AND version = ?)
         ORDER BY key LIMIT ?`,
    ).all(afterKey, termsVersion, limit);
  }

  async wordsFrom(prefix: string, limit: number): Promise<string[]> {
    return new Vocabulary(this.#db).from(prefix, limit);
  }

  async nearestWords(word: string, within: { errors: number; limit: number }): Promise<NearWord[]> {
    return new Vocabulary(this.#db).nearest(word, within);
  }

  async sequence(): Promise<number> {
    return this.#number('SELECT sequence FROM counter');
  }

  async models(): Promise<(EmbeddingIdentity & { vectors: number })[]> {
    return prepared<[], EmbeddingIdentity & { vectors: number }>(
      this.#db,
      `SELECT identity AS id, dimensions, (SELECT count(*) FROM vectors WHERE vectors.model = models.model) AS vectors
       FROM models ORDER BY model`,
    ).all();
  }

  async epochOf(sequence: number): Promise<string | undefined> {
    if (sequence > (await this.sequence())) return undefined;
    return prepared<[number], string>(this.#db, 'SELECT nonce FROM epochs WHERE first_sequence < ? ORDER BY rowid DESC LIMIT 1')
      .pluck()
      .get(sequence);
  }

  async merges(page: { limit: number; before?: number | undefined }): Promise<Merge[]> {
    return new MergeTable(this.#db).list(page);
  }

  async checkpoint(source: string): Promise<ImportCheckpoint | undefined> {
    const json = prepared<[string], string>(this.#db, 'SELECT checkpoint FROM imports WHERE source = ?').pluck().get(source);
    return json === undefined ? undefined : (JSON.parse(json) as ImportCheckpoint);
  }

  async openWriter(purpose: string): Promise<PaperWriter> {
    const lock = await acquireWriterLock(this.#folder, purpose);
    try {
      const db = await this.#database.writable();
      prepared(db, 'INSERT INTO epochs SELECT sequence, ? FROM counter').run(randomUUID());
      return guarded(new SqliteWriter(db, lock), this.#database);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  /**
   * What one statement finds for each that is asked, in the order asked; its rows say as `at` for which, by its place in the list. A long
   * list is bound in portions, since SQLite answers in this thread: a thousand vectors at once would hold it for 25 ms.
   */
  async #ofEach<Row extends object, R>(
    sql: string,
    asked: readonly (string | number)[],
    make: (row: Row) => R,
    ...parameters: unknown[]
  ): Promise<(R | undefined)[]> {
    const found = new Array<R | undefined>(asked.length).fill(undefined);
    for (let begin = 0; begin < asked.length; begin += ROWS) {
      if (asked.length > ROWS) await nextTurn();
      const portion = JSON.stringify(asked.slice(begin, begin + ROWS));
      for (const row of prepared<unknown[], Row & { at: number }>(this.#db, sql).all(portion, ...parameters))
        found[begin + row.at] = make(row);
    }
    return found;
  }

  #number(sql: string, ...parameters: unknown[]): number {
    return (
      prepared<unknown[], number>(this.#db, sql)
        .pluck()
        .get(...parameters) ?? 0
    );
  }
}

type ChangedRow = (PaperRow | { key: number; facts: null }) & { sequence: number; terms: Buffer | null };
