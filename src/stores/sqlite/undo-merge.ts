import { PaperkinError } from '../../errors.js';
import { hashId } from '../../paper/id.js';
import { paperOf } from '../../paper/merge.js';
import type { Paper, StoredPaper } from '../../paper/paper.js';
import { titleKey } from '../../paper/work.js';
import type { KeptMerge, MergeTable } from './merge-table.js';
import type { PaperTable } from './paper-table.js';
import type { Separations } from './separations.js';

/**
 * Puts the papers of a merge back as they were and keeps them apart from now on; runs inside a transaction.
 * The record goes to the paper that has its title. Where none has, its id was a slip: it becomes a paper of its own, and
 * its text owns that id no more.
 */
export function undoMerge(papers: PaperTable, separations: Separations, merges: MergeTable, number: number): StoredPaper[] {
  const merge = requireLast(merges, number);
  const [first, ...others] = merge.before;
  if (papers.byKey(first.key) === undefined)
    throw new PaperkinError('PAPER_NOT_FOUND', `The paper of merge ${number} has been removed.`, { value: number });
  const restored = [papers.update(first.key, first.paper), ...others.map(({ paper }) => papers.insert(paper))];
  for (const [i, { paper }] of restored.entries())
    for (const other of restored.slice(i + 1)) keepApart(separations, paper.ids, other.paper.ids);
  const record = recordOnItsOwn(separations, merge);
  merges.markUndone(number);
  // A paper of this content may stand already, after an earlier undoing.
  if (record === undefined || record.ids.some((id) => papers.keyOfId(id) !== undefined)) return restored;
  return [...restored, papers.insert(record)];
}

function requireLast(merges: MergeTable, number: number): KeptMerge {
  const merge = merges.get(number);
  if (merge === undefined) throw new PaperkinError('MERGE_NOT_FOUND', `There is no merge ${number} that stands.`, { value: number });
  const later = merge.before.map(({ key }) => merges.laterOf(number, key)).find((found) => found !== undefined);
  if (later === undefined) return merge;
  throw new PaperkinError('MERGE_NOT_LAST', `Merge ${later} of the same paper came after merge ${number}.`, {
    value: number,
    remedy: `Undo merge ${later} first.`,
  });
}

/** What of the record is none of the papers'; undefined where it belongs to one of them whole. */
function recordOnItsOwn(separations: Separations, { before, record }: KeptMerge): Paper | undefined {
  const content = hashId(record.title, record.authors[0]);
  const owner = before.find(({ paper }) => titleKey(paper.title) === titleKey(record.title));
  const taken = before.flatMap(({ paper }) => paper.ids);
  for (const { paper } of before.filter((one) => one !== owner))
    for (const id of paper.ids) if (record.ids.includes(id)) separations.disown(content, id);
  const left = record.ids.filter((id) => !taken.includes(id));
  if (owner !== undefined && left.length === 0) return undefined;
  const ids = left.length > 0 ? left : [content];
  keepApart(separations, ids, taken);
  return paperOf({ ...record, ids });
}

function keepApart(separations: Separations, some: readonly string[], others: readonly string[]): void {
  for (const a of some) for (const b of others) separations.keepApart(a, b);
}
