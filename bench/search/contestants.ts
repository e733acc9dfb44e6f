/** Who takes part: ourselves by each view and both, and what people usually take. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeCommand } from '../support/child.js';
import type { Entry } from './race.js';

/** Where Debian puts the programs of its versions of Postgres, which are not in the path. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** @param postgres Folder of `initdb`; by default that of Debian's newest Postgres. */
export function contestants(corpus: string, postgres = debianPostgres()): Entry[] {
  const entry = (name: string, file: string, ...args: string[]): Entry => ({
    name,
    command: nodeCommand(`search/${file}`, corpus, ...args),
  });
  return [
    entry('Paperkin, meaning alone', 'paperkin.js', 'dense'),
    entry('Paperkin, words alone', 'paperkin.js', 'lexical'),
    entry('both, reciprocal rank fusion', 'paperkin.js', 'rrf'),
    entry('**Paperkin, hybrid**', 'paperkin.js', 'hybrid'),
    entry('MiniSearch, stems', 'minisearch.js'),
    entry('SQLite FTS5, bm25, porter', 'fts5.js'),
    entry('hnswlib-node in a loop, our vectors', 'hnswlib.js'),
    entry('sqlite-vec, our vectors', 'sqlite-vec.js'),
    entry('pgvector, our vectors', 'pgvector.js', postgres),
  ];
}

function debianPostgres(): string {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
  return newest === undefined ? '' : join(DEBIAN_POSTGRES, newest, 'bin');
}
