/**
 * An index that is derived from a store: it follows the store's changes, outlives its process on
 * disk, and whatever is wrong with it, it can be thrown away and built anew.
 */
export interface DerivedIndex<Change> {
  /** Adds, replaces and removes entries, in order; they are found once it resolves. */
  apply(changes: readonly Change[]): Promise<void>;
  /** Of what the snapshot on disk is derived, unchecked; undefined when there is none. */
  peek(): Promise<SnapshotOrigin | undefined>;
  /** Loads the snapshot if it is whole; undefined when it is not, and nothing is loaded. */
  load(): Promise<SnapshotOrigin | undefined>;
  /** Does what makes searching fast (places new entries); questions are answered meanwhile. */
  settle(): Promise<void>;
  /** Entries that {@link settle} has still to place. */
  unsettled(): Promise<number>;
  /** Writes the snapshot of what is settled. */
  save(origin: SnapshotOrigin): Promise<void>;
  /** When what holds it died, in milliseconds since 1970; undefined while it lives, and when it has been closed. */
  readonly diedAt: number | undefined;
  /** Begins anew after that, empty: then {@link load} comes first. */
  restart(): void;
  close(): Promise<void>;
}

export interface SnapshotOrigin {
  /** What the entries were made by: a model and its dimensions, a definition of terms. Others are not used. */
  identity: string;
  /** Up to which change of the store it goes, and the writing session that made that change. */
  sequence: number;
  epoch: string;
}
