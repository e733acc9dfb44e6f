/**
 * The contract of formats: bytes in, one item a record out, in the order of the file. A parser streams (it holds a record at a
 * time, whatever the size of the file), never throws on bad content (it yields what is wrong and goes on), and knows nothing of
 * papers: what a record means is for `record.ts`.
 */
export interface FormatParser {
  /**
   * Whether a text begins as this format does.
   * @param head the first 64 KB at most, without what is blank before it
   */
  recognises(head: string): Recognised;
  read(bytes: AsyncIterable<Uint8Array>, options?: ReadOptions): AsyncIterable<ReadItem>;
}

/** `surely`: it has marks that no other format has, whatever it begins with; `likely`: it begins as the format does. */
type Recognised = 'surely' | 'likely' | 'no';

export interface ReadOptions {
  /** What is "today" for a date without a year. Default: now. */
  now?: Date | undefined;
}

export type ReadItem = ReadRecord | ReadProblem;

interface ReadRecord {
  /** Line of the source on which the record begins, from 1; its number, where a source has no lines. */
  line: number;
  /** The record as its format gives it: an object with the source's own field names. */
  record: unknown;
}

export interface ReadProblem {
  line: number;
  /** Why there is no record, in words for people. */
  problem: string;
  /** The beginning of what could not be read, at most 500 characters. */
  excerpt: string;
}

/** A record longer than this is rejected rather than held in memory: no abstract comes near it. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;
