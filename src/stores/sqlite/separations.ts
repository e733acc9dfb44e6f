import { hashId } from '../../paper/id.js';
import { paperOf } from '../../paper/merge.js';
import type { Paper } from '../../paper/paper.js';
import { isArxiv } from '../../paper/work.js';
import { type Database, prepared } from './connection.js';

/**
 * What somebody said by undoing a merge: these two ids are not one work, and a text of this title does not own that id.
 * Without it the next import of the same files would merge the same papers again.
 */
export class Separations {
  readonly #sql: ReturnType<typeof prepare>;
  /** Asked for every record of an import: most homes have none. */
  #any: boolean;

  constructor(db: Database) {
    this.#sql = prepare(db);
    this.#any = this.#sql.any.get() === 1;
  }

  keepApart(a: string, b: string): void {
    if (a === b) return;
    this.#sql.keepApart.run(...pair(a, b));
    this.#any = true;
  }

  /** @param content hash id of the title and first author that do not own `id` */
  disown(content: string, id: string): void {
    this.#sql.disown.run(content, id);
    this.#any = true;
  }

  areApart(some: readonly string[], others: readonly string[]): boolean {
    return this.#any && some.some((a) => others.some((b) => this.#sql.areApart.get(...pair(a, b)) === 1));
  }

  /** The record without ids that are not its own: those it may not have, and those that its better ids contradict. */
  withOwnIds(paper: Paper): Paper {
    const content = hashId(paper.title, paper.authors[0]);
    const kept: string[] = [];
    for (const id of paper.ids) {
      if (isArxiv(id) && kept.some(isArxiv)) continue;
      if (this.#any && (this.#sql.isDisowned.get(content, id) === 1 || this.areApart([id], kept))) continue;
      kept.push(id);
    }
    return kept.length === paper.ids.length ? paper : paperOf({ ...paper, ids: kept.length > 0 ? kept : [content] });
  }
}

function pair(a: string, b: string): [string, string] {
  return a < b ? [a, b] : [b, a];
}

function prepare(db: Database) {
  return {
    any: prepared<[], number>(db, 'SELECT 1 WHERE EXISTS (SELECT 1 FROM apart) OR EXISTS (SELECT 1 FROM disowned)').pluck(),
    keepApart: prepared<[string, string]>(db, 'INSERT INTO apart (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    areApart: prepared<[string, string], number>(db, 'SELECT 1 FROM apart WHERE a = ? AND b = ?').pluck(),
    disown: prepared<[string, string]>(db, 'INSERT INTO disowned (content, id) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    isDisowned: prepared<[string, string], number>(db, 'SELECT 1 FROM disowned WHERE content = ? AND id = ?').pluck(),
  };
}
