import type { ReadItem } from '../formats/format-parser.js';
import type { Paper } from '../paper/paper.js';

/**
 * The contract of sources: where papers come from, opened. A file, standard input, or whatever else gives records in an order that
 * it keeps. It is read once, from its beginning or after an item that was read before, and then closed.
 */
export interface PaperSource {
  /** Name for people: the file, or "standard input". */
  readonly name: string;
  /** What its records are written in, in a word for people: `jsonl`. */
  readonly format: string;
  /**
   * Which source it is, whatever it holds at the moment: no other has the same, so that none is given a token of another.
   * Undefined for what cannot be read twice.
   */
  readonly identity: string | undefined;
  /** Everything, in order. Reading throws what keeps it from going on; what is no record is an item. */
  readonly items: AsyncIterable<SourceItem>;
  /**
   * What follows the item of a token. Undefined where that cannot be told, since the source has changed or the token is none of
   * its own: then it is to be read from its beginning.
   */
  resumeFrom(token: string): Promise<AsyncIterable<SourceItem> | undefined>;
  /**
   * @param remark told of what is left aside of a record that is taken
   * @throws RangeError with the reason when the record is no paper.
   */
  toPaper(record: unknown, remark?: (text: string) => void): Paper;
  /** How much of it has been read, where it knows; `totalBytes` is all of it. */
  progress?(): { bytes: number; totalBytes: number | undefined };
  /** Lets go of it. A reading ends there, also one that waits for the next item. Safe to call twice. */
  close(): Promise<void>;
}

/** A record, or why there is none, and how to go on after it: a text that only its source understands. */
export type SourceItem = ReadItem & { readonly token: string };
