import type { Paper } from '../paper/paper.js';

/**
 * The contract of readers: bytes of one format in, one item a record out, in the order of the
 * source. A reader streams (it holds a record at a time, whatever the size of the source), never
 * throws on bad content (it yields what is wrong and goes on), and knows nothing of papers: what a
 * record means is for `record.ts`.
 */
export interface Reader {
  readonly format: Format;
  read(bytes: AsyncIterable<Uint8Array>): AsyncIterable<ReadItem>;
}

export const FORMATS = ['jsonl', 'json', 'csv', 'daily-papers'] as const;
export type Format = (typeof FORMATS)[number];

export type ReadItem = ReadRecord | ReadProblem;

interface ReadRecord {
  /** Line of the source on which the record begins, from 1. */
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

/** A source of papers, opened: what a door gives to the engine, which does not know where records come from. */
export interface PaperSource {
  items: AsyncIterable<ReadItem>;
  /**
   * @param remark told of what is left aside of a record that is taken
   * @throws RangeError with the reason when the record is no paper.
   */
  toPaper(record: unknown, remark?: (text: string) => void): Paper;
  /** One state of one file, so that an interrupted import can go on; undefined for what cannot be read twice. */
  identity: string | undefined;
  /** Name for people: the file, or "standard input". */
  name: string;
  /** What it turned out to be. */
  format: Format;
  /** Bytes of the source read so far, and all of them where that is known. */
  progress(): { bytes: number; totalBytes: number | undefined };
  /** Where what cannot be taken is written. */
  rejectsPath: string;
  /** Whether that is a file of ours, which others may not read. */
  rejectsArePrivate: boolean;
}

/** A record longer than this is rejected rather than held in memory: no abstract comes near it. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;
