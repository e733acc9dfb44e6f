import { createHash } from 'node:crypto';
import { paperOf } from '../../paper/merge.js';
import type { Paper, PaperText, StoredPaper } from '../../paper/paper.js';

/** How papers and vectors are written down as rows. */
export interface PaperRow {
  key: number;
  title: string;
  abstract: string;
  facts: string;
}

export const PAPER_COLUMNS = 'key, title, abstract, facts';
/** Where other tables of a statement have a key, too. */
export const PAPER_COLUMNS_JOINED = 'papers.key, title, abstract, facts';

/** The fields of a paper that have no column of their own, in a fixed order. */
export function factsOf(paper: Paper): string {
  const { id: _id, title: _title, abstract: _abstract, ...facts } = paper;
  return JSON.stringify(facts);
}

export function paperOfRow(row: PaperRow): StoredPaper {
  // Written by us from a checked paper: parsed, not checked again, since lists of results are hot.
  const facts = JSON.parse(row.facts) as Omit<Paper, 'id' | 'title' | 'abstract'>;
  return { key: row.key, paper: paperOf({ ...facts, title: row.title, abstract: row.abstract }) };
}

/** Content hash of what the model reads: 128 bits of SHA-256, so that equal texts share a vector. */
export function textHash({ title, abstract }: PaperText): string {
  return createHash('sha256').update(`${title}\u0000${abstract}`).digest('base64url').slice(0, 22);
}

export function vectorToBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

export function blobToVector(blob: Buffer): Float32Array {
  // A copy: the blob's memory is at an odd offset, and a vector of its own can be transferred.
  return new Float32Array(blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength));
}
