import { PaperkinError } from '../../errors.js';
import { type Database, prepared } from './connection.js';
import { repairIds } from './repair-ids.js';

/**
 * The schema, as the steps that lead to it. A step that has been released is never edited: a
 * change is a new step, and `user_version` says how many a file has behind it.
 */
const STEPS: readonly (string | ((db: Database) => void))[] = [
  `
  CREATE TABLE papers (
    key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never reused: the label in every index
    id TEXT NOT NULL UNIQUE,                -- canonical id
    title TEXT NOT NULL,
    abstract TEXT NOT NULL,
    facts TEXT NOT NULL,                    -- JSON: the other fields of the paper
    title_key TEXT,                         -- finds another record of the same work
    published TEXT NOT NULL,                -- '' when unknown
    text_hash TEXT NOT NULL,                -- finds the vector
    sequence INTEGER NOT NULL UNIQUE        -- when it, or its vector, last changed
  );
  CREATE INDEX papers_by_title ON papers (title_key) WHERE title_key IS NOT NULL;
  CREATE INDEX papers_by_date ON papers (published DESC, key);
  CREATE INDEX papers_by_text ON papers (text_hash);

  -- Every id of a work, the canonical one included.
  CREATE TABLE ids (
    id TEXT PRIMARY KEY,
    key INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE
  ) WITHOUT ROWID;
  CREATE INDEX ids_by_key ON ids (key);

  -- Papers that went into another one, so that an index learns to forget them.
  CREATE TABLE removals (key INTEGER PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE);

  CREATE TABLE models (
    model INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    dimensions INTEGER NOT NULL
  );
  CREATE TABLE vectors (
    model INTEGER NOT NULL REFERENCES models (model),
    text_hash TEXT NOT NULL,
    vector BLOB NOT NULL,                   -- float32, little-endian, unit length
    PRIMARY KEY (model, text_hash)
  ) WITHOUT ROWID;

  CREATE TABLE imports (
    source TEXT PRIMARY KEY,
    checkpoint TEXT NOT NULL                -- JSON
  ) WITHOUT ROWID;

  -- One counter for all changes, and who made which: a restored backup that is written to again
  -- gets another nonce for the same numbers.
  CREATE TABLE counter (sequence INTEGER NOT NULL);
  INSERT INTO counter VALUES (0);
  CREATE TABLE epochs (first_sequence INTEGER NOT NULL, nonce TEXT NOT NULL);
  `,
  `
  CREATE TABLE terms (
    text_hash TEXT PRIMARY KEY,
    version INTEGER NOT NULL,               -- of the definition of a term
    terms BLOB NOT NULL                     -- sparse vector
  ) WITHOUT ROWID;
  -- Every word that a paper has or had, for those who look for words that begin or sound alike.
  CREATE TABLE vocabulary (word TEXT PRIMARY KEY) WITHOUT ROWID;
  `,
  `
  -- Records that were taken for a paper, with what it was before.
  CREATE TABLE merges (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key INTEGER NOT NULL,                   -- of the merged paper
    made TEXT NOT NULL,                     -- ISO 8601
    reason TEXT NOT NULL,
    before TEXT NOT NULL,                   -- JSON: the papers with their keys, the merged one's first
    record TEXT NOT NULL,                   -- JSON
    undone TEXT                             -- ISO 8601
  );
  CREATE INDEX merges_by_key ON merges (key);

  -- What undoing merges taught: two ids that are not one work, and an id that a text does not own.
  CREATE TABLE apart (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
  CREATE TABLE disowned (content TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (content, id)) WITHOUT ROWID;
  `,
  repairIds,
];

/** Brings a database to the newest schema, each step in a transaction of its own. */
export function migrate(db: Database): void {
  const version = versionOf(db);
  if (version > STEPS.length) {
    const message = `The database has schema version ${version}; this Paperkin knows versions up to ${STEPS.length}.`;
    throw new PaperkinError('STORE_TOO_NEW', message, { value: db.name });
  }
  if (version === STEPS.length) return;
  // Immediate: of two processes that find an old file, one migrates and the other waits, then sees it done.
  db.transaction(() => {
    for (let step = versionOf(db); step < STEPS.length; step++) {
      const run = STEPS[step] as (typeof STEPS)[number];
      if (typeof run === 'string') db.exec(run);
      else run(db);
      db.exec(`PRAGMA user_version = ${step + 1}`);
    }
  }).immediate();
}

function versionOf(db: Database): number {
  return Number(prepared<[], number>(db, 'PRAGMA user_version').pluck().get());
}
