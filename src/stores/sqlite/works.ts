import { hashId } from '../../paper/id.js';
import { paperOf } from '../../paper/merge.js';
import type { Paper, StoredPaper } from '../../paper/paper.js';
import { differInArxiv, sameWork } from '../../paper/work.js';
import type { MergeReason } from '../paper-store.js';
import type { PaperTable } from './paper-table.js';
import type { Separations } from './separations.js';

/** A record, and the stored papers that are its work. */
interface Found {
  /** The record with the ids that it may claim: none of them leads to a paper that is not among `works`. */
  record: Paper;
  /** Oldest first; several where the record shows that papers we held apart are one. */
  works: StoredPaper[];
  reason: MergeReason | undefined;
}

/**
 * Finds the papers that are a record's work: by its arXiv id, its DOI and its hash, and where none of them is known by title and author.
 * Only the first id of a kind identifies; further ones come from our own export and are claimed where they are free, so
 * that no record joins a list of papers. A paper with another arXiv id is another work, whatever else they share.
 */
export function findWorks(table: PaperTable, separations: Separations, given: Paper): Found {
  const own = separations.withOwnIds(given);
  const works: StoredPaper[] = [];
  let reason: MergeReason | undefined;
  for (const [kind, id] of identifying(own.ids)) {
    const key = table.keyOfId(id);
    if (key === undefined || works.some((work) => work.key === key)) continue;
    const stored = table.byKey(key);
    if (stored === undefined || !compatible(own, stored.paper) || works.some(({ paper }) => !compatible(paper, stored.paper))) continue;
    works.push(stored);
    reason ??= kind;
  }
  if (works.length === 0) {
    const namesake = table.ofTitle(own.title).find(({ paper }) => sameWork(paper, own) && compatible(own, paper));
    if (namesake) {
      works.push(namesake);
      reason = 'title';
    }
  }
  const keys = new Set(works.map(({ key }) => key));
  const free = own.ids.filter((id) => {
    const holder = table.keyOfId(id);
    return holder === undefined || keys.has(holder);
  });
  if (free.length === own.ids.length) return { record: own, works: works.sort((a, b) => a.key - b.key), reason };
  if (free.length > 0) return { record: paperOf({ ...own, ids: free }), works: works.sort((a, b) => a.key - b.key), reason };
  // All its ids are others': what is left is what it says, which may be here already.
  const content = hashId(own.title, own.authors[0]);
  const holder = works[0] ?? table.byKey(table.keyOfId(content) ?? -1);
  return {
    record: paperOf({ ...own, ids: [holder?.paper.id ?? content] }),
    works: holder ? [holder] : [],
    reason: holder && (reason ?? 'hash'),
  };

  function compatible(a: Paper, b: Paper): boolean {
    return !differInArxiv(a.ids, b.ids) && !separations.areApart(a.ids, b.ids);
  }
}

/** The first id of each kind, in order of authority. */
function identifying(ids: readonly string[]): [MergeReason, string][] {
  return (['arxiv', 'doi', 'hash'] as const).flatMap((kind) => {
    const id = ids.find((one) => one.startsWith(`${kind}:`));
    return id === undefined ? [] : [[kind, id] as [MergeReason, string]];
  });
}
