import { z } from 'zod';
import type { Paper, PaperText, StoredPaper } from '../paper/paper.js';
import { paperSchema } from '../paper/paper.js';

/**
 * Where papers and vectors live: the truth, of which every index is derived.
 *
 * Many may read at a time, in as many processes as they like; one may write. The contract is
 * asynchronous because a database server will stand behind it, too. What is asked of a list of ids or keys is
 * asked of a database as a list: never a statement for each.
 *
 * A key is an unsigned integer of 32 bits, from 1 on; keys are given in ascending order and almost without gaps: sets of them are
 * bits, and indexes have columns of them. One that was given is never another work's.
 */
export interface PaperStore {
  /**
   * The papers behind ids, in the order asked; undefined where there is none.
   * Any id of a work finds it, not only its canonical one.
   */
  find(ids: readonly string[]): Promise<(StoredPaper | undefined)[]>;
  /** The integer keys of works by any of their ids, in the order asked; undefined where there is none. Papers are not read. */
  keysOf(ids: readonly string[]): Promise<(number | undefined)[]>;
  /** The papers behind integer keys, in the order asked; undefined where one has been removed. */
  byKeys(keys: readonly number[]): Promise<(StoredPaper | undefined)[]>;
  /** A page of papers, newest first, equal dates in order of arrival. `limit` 1 to 1,000. */
  list(page: { limit: number; after?: string | undefined }): Promise<StoredPage>;
  /** How many papers there are, and how many of them have a vector of this model. */
  counts(model: string): Promise<{ papers: number; embedded: number }>;
  /** The models that have vectors here, and how many. */
  models(): Promise<(EmbeddingIdentity & { vectors: number })[]>;
  /** Papers without a vector of this model, by key, after `afterKey` (0 to begin). */
  unembedded(model: string, afterKey: number, limit: number): Promise<HashedText[]>;
  /** The vectors of papers by key; undefined where a paper has none of this model. */
  vectors(model: string, keys: readonly number[]): Promise<(Float32Array | undefined)[]>;
  /** The terms of papers by key, as they are stored; undefined where a paper has none of this definition. */
  terms(termsVersion: number, keys: readonly number[]): Promise<(Uint8Array | undefined)[]>;
  /**
   * Vectors that changed after `since`, oldest change first, each key once in its latest state.
   * An empty list means that there is nothing newer. 0 is before everything.
   */
  changes(model: string, since: number, limit: number): Promise<SequencedChange[]>;
  /** Papers that changed after `since`, in their latest state; otherwise as {@link changes}. `terms` of this definition. */
  paperChanges(termsVersion: number, since: number, limit: number): Promise<PaperChange[]>;
  /** Papers without terms of this definition, by key, after `afterKey` (0 to begin). */
  lackingTerms(termsVersion: number, afterKey: number, limit: number): Promise<HashedText[]>;
  /** Words that are or were in some paper and begin so, in alphabetical order. */
  wordsFrom(prefix: string, limit: number): Promise<string[]>;
  /**
   * Words that are or were in some paper, `errors` from this one at most (see `errorsBetween`), with its first two letters, which may
   * be swapped: the nearest first, then in alphabetical order. It looks at 20,000 words that begin so, or at more.
   */
  nearestWords(word: string, within: { errors: number; limit: number }): Promise<NearWord[]>;
  /**
   * The sequence number of the latest change, in whichever process it was made. Whoever sees change n sees all before it, for good:
   * nothing with a smaller number becomes visible later. Those who follow the changes rely on that, and a sequence of a database
   * server does not promise it, as transactions may end in another order than they took their numbers in.
   */
  sequence(): Promise<number>;
  /**
   * Names the writing session that made change `sequence`; undefined when there is no such change.
   * A copy of the store that went another way (a restored backup) answers with another name.
   */
  epochOf(sequence: number): Promise<string | undefined>;
  /** Merges that stand, the latest first. `limit` 1 to 1,000; `before`: only those with a smaller number. */
  merges(page: { limit: number; before?: number | undefined }): Promise<Merge[]>;
  /** How far the latest import of this source has come; undefined if there was none. */
  checkpoint(source: string): Promise<ImportCheckpoint | undefined>;
  /**
   * Becomes the one writer; `purpose` ("import papers.jsonl") is what others are told meanwhile.
   * @throws STORE_LOCKED with the process that holds the lock.
   */
  openWriter(purpose: string): Promise<PaperWriter>;
  close(): Promise<void>;
}

/** The one writer. Each call is one transaction: all of it is on disk when it resolves, or none. */
export interface PaperWriter {
  /**
   * Takes papers in, merging records of one work; says what became of each, in order.
   * What `checkpoint` makes of the outcomes is kept in the same transaction.
   */
  put(papers: readonly Paper[], checkpoint?: (outcomes: PutOutcome[]) => ImportCheckpoint | undefined): Promise<PutOutcome[]>;
  /** Forgets papers by key, with their ids and what was made of their texts alone; says how many there were. */
  remove(keys: readonly number[]): Promise<number>;
  /**
   * Takes a merge apart: the papers are as they were before it, the record becomes a paper of its own where it was not one of
   * theirs, and from now on they are kept apart. What came to the merged paper afterwards is lost to them until it is imported again.
   * @returns the papers that stand now
   * @throws MERGE_NOT_FOUND; MERGE_NOT_LAST where a later merge of the same paper has to be undone first
   */
  undoMerge(number: number): Promise<StoredPaper[]>;
  /** Keeps vectors under the hash of the text that they were made from. */
  putVectors(model: EmbeddingIdentity, vectors: readonly HashedVector[]): Promise<void>;
  /** Keeps terms under the hash of the text that they were made from, and adds the text's words to the vocabulary. */
  putTerms(termsVersion: number, terms: readonly HashedTerms[]): Promise<void>;
  /** Forgets all vectors of a model; says how many there were. */
  removeVectors(model: string): Promise<number>;
  /** Lets the next one write. Safe to call twice. */
  close(): Promise<void>;
}

export type PutOutcome = 'new' | 'changed' | 'same' | 'merged';

/** Why a record was taken for a stored paper: the same arXiv id, DOI or hash, or title and an author. */
const mergeReasonSchema = z.enum(['arxiv', 'doi', 'hash', 'title']);
export type MergeReason = z.output<typeof mergeReasonSchema>;

/** A record that was taken for a stored paper and changed what identifies it, with all that it takes to undo it. */
export const mergeSchema = z.strictObject({
  /** Counts up, never used again. */
  number: z.number(),
  /** ISO 8601. */
  made: z.string(),
  reason: mergeReasonSchema,
  /** The papers as they were: one, or several that the record showed to be one. */
  before: z.array(paperSchema).readonly(),
  record: paperSchema,
  /** The paper as it is now; undefined when it has been removed or has gone into another one since. */
  paper: paperSchema.optional(),
});
export type Merge = z.output<typeof mergeSchema>;

export interface NearWord {
  word: string;
  errors: number;
}

export interface SequencedChange {
  key: number;
  sequence: number;
  /** Undefined: the paper is gone, or its new text has no vector yet. */
  vector: Float32Array | undefined;
}

export interface PaperChange {
  key: number;
  sequence: number;
  /** Undefined: the paper is gone. */
  paper: Paper | undefined;
  /** Undefined: none have been made of its text yet. */
  terms: Uint8Array | undefined;
}

export interface StoredPage {
  papers: StoredPaper[];
  /** Give it as `after` for the next page; undefined on the last. */
  next: string | undefined;
}

export interface HashedText extends PaperText {
  key: number;
  /** Content hash of the text: what is made of it is kept under, so that equal texts are worked on once. */
  textHash: string;
}

export interface HashedVector {
  textHash: string;
  vector: Float32Array;
}

export interface HashedTerms {
  textHash: string;
  /** The sparse vector in its stored form. */
  terms: Uint8Array;
  /** The words that it was made from. */
  words: Iterable<string>;
}

/** A model and how texts are given to it: vectors of two identities are never compared. */
export interface EmbeddingIdentity {
  /** Name, digest of the files, template and dimensions in one string. */
  id: string;
  dimensions: number;
}

export interface ImportCheckpoint {
  /** Which source it is. */
  source: string;
  /** How to go on after the last record that was taken or rejected, in the source's own words; undefined where there was none. */
  token: string | undefined;
  /** Bytes of the rejects file that belong to those records. */
  rejectsBytes: number;
  report: ImportReport;
  finished: boolean;
}

/** What became of the records of an import. `read` is the sum of the others but for `noted`. */
export const importReportSchema = z.strictObject({
  read: z.number(),
  new: z.number(),
  changed: z.number(),
  same: z.number(),
  merged: z.number(),
  rejected: z.number(),
  /** Taken, but something of the record was left aside; counted above, too. */
  noted: z.number(),
});
export type ImportReport = z.output<typeof importReportSchema>;

export const EMPTY_REPORT: ImportReport = { read: 0, new: 0, changed: 0, same: 0, merged: 0, rejected: 0, noted: 0 };
