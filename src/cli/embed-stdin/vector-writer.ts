import type { Embedded } from '../../embedding/stream.js';
import type { TextRecord } from './records.js';

export const VECTOR_FORMATS = ['jsonl', 'npy'] as const;
export type VectorFormat = (typeof VECTOR_FORMATS)[number];

export type Rows = Embedded<TextRecord>;

/** Brings rows into a file or a stream, in the order in which they come. */
export interface VectorWriter {
  write(rows: Rows): Promise<void>;
  /** All rows are written. */
  finish(): Promise<void>;
  /** Lets go of what is open; of an .npy that was not finished, nothing stays. */
  close(): Promise<void>;
}
