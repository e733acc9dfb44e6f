/** Where it is kept what imports could not take. It is for people to look at: nothing else reads it, and old ones may go. */
export interface RejectsStore {
  /**
   * Those of an import of this source. One that goes on has those of before up to `bytes`, and what follows is cut off; with 0 it begins anew.
   * @param given where a person wants them; default: a place of its own for each source, the same each time
   * @throws INVALID_INPUT where something else is kept at the place that was given
   */
  open(source: RejectsSource, bytes: number, given?: string): Promise<Rejects>;
}

export interface RejectsSource {
  /** For people. */
  readonly name: string;
  /** Tells it from others of its name. */
  readonly identity?: string | undefined;
}

/** Something that an import could not take, or took with something left aside (`taken`). */
export interface Reject {
  /** Line of the source, from 1. */
  line: number;
  /** Why, in words for people; 500 characters at most are kept. */
  problem: string;
  /** The beginning of it; 500 characters at most are kept. */
  excerpt: string;
  taken?: true;
}

/** The rejects of one import. It holds the first 10,000, or 16 MB; the report counts all. */
export interface Rejects {
  /** Where a person finds them. */
  readonly place: string;
  add(reject: Reject): void;
  /** Puts everything on disk; returns how far that goes, in bytes. */
  flush(): Promise<number>;
  /**
   * Says at the end how many of the `rejected` or noted records are not there. After the last checkpoint: an import
   * that goes on cuts that line off.
   */
  finish(rejected: number): Promise<void>;
  close(): Promise<void>;
}
