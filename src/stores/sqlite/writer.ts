import { mergePapers } from '../../paper/merge.js';
import type { Paper, StoredPaper } from '../../paper/paper.js';
import { identifyingTitle, sameWork } from '../../paper/work.js';
import type { EmbeddingIdentity, HashedTerms, HashedVector, ImportCheckpoint, PaperWriter, PutOutcome } from '../paper-store.js';
import { type Database, prepared } from './connection.js';
import type { WriterLock } from './lock.js';
import { factsOf, PAPER_COLUMNS, type PaperRow, paperOfRow, textHash, vectorToBlob } from './rows.js';

/** Words remembered as known to the database: some 20 MB. */
const MAX_WORDS = 300_000;

/** The one writer of a SQLite store: it holds the lock from its opening to its `close`. */
export class SqliteWriter implements PaperWriter {
  readonly #db: Database;
  readonly #lock: WriterLock;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #modelKeys = new Map<string, number>();
  readonly #words = new Set<string>();

  constructor(db: Database, lock: WriterLock) {
    this.#db = db;
    this.#lock = lock;
    this.#sql = prepare(db);
  }

  async put(papers: readonly Paper[], checkpoint?: (outcomes: PutOutcome[]) => ImportCheckpoint | undefined): Promise<PutOutcome[]> {
    return this.#db
      .transaction(() => {
        const outcomes = papers.map((paper) => this.#putOne(paper));
        const reached = checkpoint?.(outcomes);
        if (reached) this.#sql.saveCheckpoint.run(reached.source, JSON.stringify(reached));
        return outcomes;
      })
      .immediate();
  }

  async putVectors(model: EmbeddingIdentity, vectors: readonly HashedVector[]): Promise<void> {
    const modelKey = this.#modelKey(model);
    this.#db
      .transaction(() => {
        for (const { textHash: hash, vector } of vectors) {
          this.#sql.saveVector.run(modelKey, hash, vectorToBlob(vector));
          // Its papers count as changed, so that an index learns of the vector.
          for (const key of this.#sql.keysOfText.all(hash)) this.#sql.touch.run(this.#nextSequence(), key);
        }
      })
      .immediate();
  }

  async putTerms(termsVersion: number, terms: readonly HashedTerms[]): Promise<void> {
    this.#db
      .transaction(() => {
        for (const { textHash: hash, terms: blob, words } of terms) {
          this.#sql.saveTerms.run(hash, termsVersion, blob);
          for (const word of words) this.#learn(word);
        }
      })
      .immediate();
  }

  async removeVectors(model: string): Promise<number> {
    // The number in `models` stays: another process may hold it.
    const modelKey = this.#sql.keyOfModel.get(model);
    return modelKey === undefined ? 0 : this.#db.transaction(() => this.#sql.removeVectors.run(modelKey).changes).immediate();
  }

  async close(): Promise<void> {
    this.#lock.release();
  }

  #putOne(incoming: Paper): PutOutcome {
    const [match, ...others] = this.#sameWorks(incoming);
    if (match === undefined) {
      const { lastInsertRowid } = this.#sql.insert.run(this.#columns(incoming));
      this.#claimIds(incoming.ids, Number(lastInsertRowid));
      return 'new';
    }
    // A record that names two papers we held apart (an arXiv id and a DOI, say) shows that they are one.
    for (const other of others) this.#remove(other.key);
    const whole = others.reduce((merged, other) => mergePapers(merged, other.paper), match.paper);
    const merged = mergePapers(whole, incoming);
    if (others.length === 0 && JSON.stringify(merged) === JSON.stringify(match.paper)) return 'same';
    this.#sql.update.run({ ...this.#columns(merged), key: match.key });
    this.#claimIds(merged.ids, match.key);
    return others.length > 0 || !incoming.ids.every((id) => match.paper.ids.includes(id)) ? 'merged' : 'changed';
  }

  /** The papers that are this record's work, oldest first: that one keeps its key. */
  #sameWorks(incoming: Paper): StoredPaper[] {
    const keys = new Set(incoming.ids.flatMap((id) => this.#sql.keyOfId.get(id) ?? []));
    const title = identifyingTitle(incoming.title);
    const found = [...keys].flatMap((key) => this.#paper(key) ?? []);
    if (found.length === 0 && title !== undefined) {
      const namesakes = this.#sql.keysOfTitle.all(title).flatMap((key) => this.#paper(key) ?? []);
      found.push(...namesakes.filter(({ paper }) => sameWork(paper, incoming)).slice(0, 1));
    }
    return found.sort((a, b) => a.key - b.key);
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
      sequence: this.#nextSequence(),
    };
  }

  /** Most words of a text are known: only what is new to this session goes to the database. */
  #learn(word: string): void {
    if (this.#words.has(word)) return;
    if (this.#words.size >= MAX_WORDS) this.#words.clear();
    this.#words.add(word);
    this.#sql.saveWord.run(word);
  }

  #paper(key: number): StoredPaper | undefined {
    const row = this.#sql.byKey.get(key);
    return row && paperOfRow(row);
  }

  #claimIds(ids: readonly string[], key: number): void {
    for (const id of ids) this.#sql.claimId.run(id, key);
  }

  #remove(key: number): void {
    this.#sql.remove.run(key);
    this.#sql.recordRemoval.run(key, this.#nextSequence());
  }

  #nextSequence(): number {
    return this.#sql.nextSequence.get() ?? 0;
  }

  #modelKey({ id, dimensions }: EmbeddingIdentity): number {
    const known = this.#modelKeys.get(id);
    if (known !== undefined) return known;
    this.#sql.addModel.run(id, dimensions);
    const key = this.#sql.keyOfModel.get(id) ?? 0;
    this.#modelKeys.set(id, key);
    return key;
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
    claimId: prepared<[string, number]>(db, 'INSERT INTO ids (id, key) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET key = excluded.key'),
    touch: prepared<[number, number]>(db, 'UPDATE papers SET sequence = ? WHERE key = ?'),
    nextSequence: prepared<[], number>(db, 'UPDATE counter SET sequence = sequence + 1 RETURNING sequence').pluck(),
    addModel: prepared<[string, number]>(db, 'INSERT INTO models (identity, dimensions) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    removeVectors: prepared<[number]>(db, 'DELETE FROM vectors WHERE model = ?'),
    keyOfModel: prepared<[string], number>(db, 'SELECT model FROM models WHERE identity = ?').pluck(),
    saveVector: prepared<[number, string, Buffer]>(
      db,
      'INSERT INTO vectors (model, text_hash, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    saveTerms: prepared<[string, number, Uint8Array]>(
      db,
      `INSERT INTO terms (text_hash, version, terms) VALUES (?, ?, ?)
       ON CONFLICT (text_hash) DO UPDATE SET version = excluded.version, terms = excluded.terms`,
    ),
    saveWord: prepared<[string]>(db, 'INSERT INTO vocabulary (word) VALUES (?) ON CONFLICT DO NOTHING'),
    saveCheckpoint: prepared<[string, string]>(
      db,
      'INSERT INTO imports (source, checkpoint) VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET checkpoint = excluded.checkpoint',
    ),
  };
}
