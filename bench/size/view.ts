import type { DerivedIndex } from '../../src/derived/derived-index.js';

/** One of the two indexes with what it is derived from, so that both are measured by the same code. */
export interface View<Content> {
  /** What snapshots are made by. */
  identity: string;
  /** Where HOME has its snapshot. */
  folder: string;
  /** What has changed in HOME since this number of its sequence, oldest first: {@link BATCH} at a time. 0 is before everything. */
  changes(since: number): AsyncGenerator<Change<Content>[]>;
  /** An index without entries; `load` reads the snapshot of the folder. */
  open(folder: string): OpenIndex<Content>;
  /** What the index should answer: a plain scan, or the same index built afresh where none is as fast. */
  oracle(): Oracle<Content>;
  /** The content of a paper that is not there yet but could be. */
  novel(content: Content, random: () => number): Content;
}

export interface Entry<Content> {
  key: number;
  content: Content;
}

/** Without content it is a removal. */
export interface Change<Content> {
  key: number;
  content: Content | undefined;
}

export interface Oracle<Content> {
  /** The contents stay the caller's. */
  apply(changes: readonly Change<Content>[]): Promise<void>;
  /** The `k` papers most like a paper of this content, best first. */
  nearest(content: Content, k: number): Promise<Scored[]>;
  close(): Promise<void>;
}

export interface OpenIndex<Content> extends Oracle<Content>, Pick<DerivedIndex<never>, 'load' | 'settle' | 'save'> {}

export interface Scored {
  key: number;
  score: number;
}

/** As many changes as the follower hands to an index at a time. */
export const BATCH = 128;

/** The index as a server has it: from HOME's snapshot, with what is newer, and all of it settled. */
export async function openCurrent<Content>(view: View<Content>): Promise<OpenIndex<Content>> {
  const index = view.open(view.folder);
  const origin = await index.load();
  if (origin === undefined) throw new Error(`the snapshot in ${view.folder} cannot be used: "paperkin embed" makes another`);
  for await (const changes of view.changes(origin.sequence)) await index.apply(changes);
  await index.settle();
  return index;
}
