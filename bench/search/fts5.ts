/**
 * Contestant: SQLite's own full-text search: Porter's stemmer, bm25() at its defaults, any of the
 * question's words. A paper asks with its first words, see {@link questionOf}.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Contestant, serve } from './contestant.js';
import { type PaperText, readPapers } from './papers.js';
import { questionOf, wordsOf } from './words.js';

await serve(async (folder): Promise<Contestant> => {
  const scratch = await mkdtemp(join(folder, 'fts5-'));
  const db = new Database(join(scratch, 'papers.db'));
  db.exec(`CREATE VIRTUAL TABLE papers USING fts5(id UNINDEXED, title, abstract, tokenize = 'porter unicode61')`);
  const insert = db.prepare<[string, string, string]>('INSERT INTO papers VALUES (?, ?, ?)');
  const rows = new Map<string, number>();
  db.exec('BEGIN');
  for await (const { id, title, abstract } of readPapers(folder)) rows.set(id, Number(insert.run(id, title, abstract).lastInsertRowid));
  db.exec('COMMIT');
  const match = db.prepare<[string, number], string>('SELECT id FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ?').pluck();
  // FTS5 has no index by id; it would scan.
  const text = db.prepare<[number], PaperText>('SELECT title, abstract FROM papers WHERE rowid = ?');
  const search = async (question: string, k: number) => match.all(anyWordOf(question), k);
  return {
    search,
    async similar(id, k) {
      const paper = text.get(rows.get(id) ?? -1);
      return paper ? search(questionOf(paper), k) : [];
    },
    async close() {
      db.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
});

/** In FTS5's query language; quoted, since AND, OR, NOT and NEAR mean something there. */
function anyWordOf(question: string): string {
  return wordsOf(question)
    .map((word) => `"${word}"`)
    .join(' OR ');
}
