import { mergePapers } from '../../paper/merge.js';
import type { Paper, StoredPaper } from '../../paper/paper.js';
import { titleKey } from '../../paper/work.js';
import type { EmbeddingIdentity, HashedTerms, HashedVector, ImportCheckpoint, PaperWriter, PutOutcome } from '../paper-store.js';
import { type Database, prepared } from './connection.js';
import type { WriterLock } from './lock.js';
import { MergeTable } from './merge-table.js';
import { PaperTable } from './paper-table.js';
import { textHash, vectorToBlob } from './rows.js';
import { Separations } from './separations.js';
import { undoMerge } from './undo-merge.js';
import { findWorks } from './works.js';

/** Words remembered as known to the database: some 20 MB. */
const MAX_WORDS = 300_000;

/** The one writer of a SQLite store: it holds the lock from its opening to its `close`. */
export class SqliteWriter implements PaperWriter {
  readonly #db: Database;
  readonly #lock: WriterLock;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #papers: PaperTable;
  readonly #merges: MergeTable;
  readonly #separations: Separations;
  readonly #modelKeys = new Map<string, number>();
  readonly #words = new Set<string>();

  constructor(db: Database, lock: WriterLock) {
    this.#db = db;
    this.#lock = lock;
    this.#sql = prepare(db);
    this.#papers = new PaperTable(db);
    this.#merges = new MergeTable(db);
    this.#separations = new Separations(db);
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

  async remove(keys: readonly number[]): Promise<number> {
    return this.#db
      .transaction(() => {
        const removed = keys.flatMap((key) => this.#papers.byKey(key) ?? []).filter(({ key }) => this.#papers.remove(key));
        const hashes = new Set(removed.map(({ paper }) => textHash(paper)));
        for (const hash of hashes) if (this.#papers.lacksText(hash)) this.#forgetText(hash);
        return removed.length;
      })
      .immediate();
  }

  async undoMerge(number: number): Promise<StoredPaper[]> {
    return this.#db.transaction(() => undoMerge(this.#papers, this.#separations, this.#merges, number)).immediate();
  }

  async putVectors(model: EmbeddingIdentity, vectors: readonly HashedVector[]): Promise<void> {
    const modelKey = this.#modelKey(model);
    this.#db
      .transaction(() => {
        for (const { textHash: hash, vector } of vectors) {
          this.#sql.saveVector.run(modelKey, hash, vectorToBlob(vector));
          this.#papers.touchText(hash);
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

  #putOne(given: Paper): PutOutcome {
    const { record, works, reason } = findWorks(this.#papers, this.#separations, given);
    const [match, ...others] = works;
    if (match === undefined) {
      this.#papers.insert(record);
      return 'new';
    }
    // A record that names two papers we held apart (an arXiv id and a DOI, say) shows that they are one.
    const whole = others.reduce((merged, other) => mergePapers(merged, other.paper), match.paper);
    const merged = mergePapers(whole, record);
    const joined = others.length > 0 || merged.ids.length > match.paper.ids.length;
    // A record under a known id that says something else may be a slip in its id: it can be undone, too. Once is enough.
    const slip = titleKey(record.title) !== titleKey(match.paper.title) && !this.#merges.has(match.key, record);
    const kept = joined || slip;
    if (kept) this.#merges.add(match.key, reason ?? 'title', works, record);
    if (others.length === 0 && JSON.stringify(merged) === JSON.stringify(match.paper)) return kept ? 'merged' : 'same';
    for (const { key } of others) this.#papers.remove(key);
    this.#papers.update(match.key, merged);
    return joined ? 'merged' : 'changed';
  }

  /** Most words of a text are known: only what is new to this session goes to the database. */
  #learn(word: string): void {
    if (this.#words.has(word)) return;
    if (this.#words.size >= MAX_WORDS) this.#words.clear();
    this.#words.add(word);
    this.#sql.saveWord.run(word);
  }

  #forgetText(hash: string): void {
    this.#sql.forgetVectors.run(hash);
    this.#sql.forgetTerms.run(hash);
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
    addModel: prepared<[string, number]>(db, 'INSERT INTO models (identity, dimensions) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    removeVectors: prepared<[number]>(db, 'DELETE FROM vectors WHERE model = ?'),
    forgetVectors: prepared<[string]>(db, 'DELETE FROM vectors WHERE text_hash = ?'),
    forgetTerms: prepared<[string]>(db, 'DELETE FROM terms WHERE text_hash = ?'),
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
