import { errorsBetween } from '../../paper/edit-distance.js';
import { inPortions } from '../../threads/turns.js';
import type { NearWord } from '../paper-store.js';
import { type Database, prepared } from './connection.js';

/** Words that are compared with one: all of about its length that begin with the same two letters, in a vocabulary of a million. */
const MAX_COMPARED = 20_000;
/** Words between which others have their turn: two milliseconds. */
const PORTION = 2_000;

const WORDS = 'SELECT word FROM vocabulary WHERE word >= ? AND word < ?';

/** The words of papers, in alphabetical order. */
export class Vocabulary {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  from(prefix: string, limit: number): string[] {
    return prepared<[string, string, number], string>(this.#db, `${WORDS} ORDER BY word LIMIT ?`).pluck().all(prefix, endOf(prefix), limit);
  }

  async nearest(word: string, { errors: most, limit }: { errors: number; limit: number }): Promise<NearWord[]> {
    const [first = '', second = ''] = word;
    const heads = first === second ? [first + second] : [first + second, second + first];
    const lengths = [word.length - most, word.length + most] as const;
    const sql = `${WORDS} AND length(word) BETWEEN ? AND ? ORDER BY word LIMIT ?`;
    const known = heads.flatMap((head) =>
      prepared<[string, string, number, number, number], string>(this.#db, sql)
        .pluck()
        .all(head, endOf(head), ...lengths, MAX_COMPARED),
    );
    const compared = await inPortions(known, (other) => ({ word: other, errors: errorsBetween(word, other) }), PORTION);
    return compared
      .filter(({ errors }) => errors <= most)
      .sort((a, b) => a.errors - b.errors || (a.word < b.word ? -1 : 1))
      .slice(0, limit);
  }
}

/** Behind all that begin so. */
function endOf(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
