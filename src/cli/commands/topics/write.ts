import type { Engine } from '../../../engine.js';
import type { Membership, TopicSummary, TopicUpdate, TopicView } from '../../../topics/answer.js';
import { changeSentence } from '../../../wording/topic-change.js';
import { writeLine } from '../../terminal/output.js';
import { columns, plain, styled, truncateToWidth, wrap } from '../../terminal/terminal.js';
import { writeTable } from '../../terminal/text-table.js';

const MOST = 1_000;
/** Names are cut where they would leave no room for terms. */
const NAME_WIDTH = 44;

export function writeTopics(topics: readonly TopicSummary[]): void {
  const counts = topics.map(({ papers }) => papers.toLocaleString('en'));
  const width = Math.max('papers'.length, ...counts.map((count) => count.length));
  const names = topics.map(({ name }) => truncateToWidth(name, NAME_WIDTH));
  const withParent = topics.some(({ parent }) => parent !== undefined);
  const parts = topics.map(({ id, parent = '' }, i) => [
    id,
    (counts[i] ?? '').padStart(width),
    names[i] ?? '',
    ...(withParent ? [parent] : []),
  ]);
  const header = ['id', 'papers'.padStart(width), 'name', ...(withParent ? ['in'] : [])];
  const taken = header.reduce((sum, name, i) => sum + 2 + Math.max(name.length, ...parts.map((part) => (part[i] ?? '').length)), 0);
  // What stands in the name already tells nothing new.
  const rows = parts.map((part, i) => [...part, truncateToWidth(otherTerms(topics[i]).join(', '), columns() - taken)]);
  writeTable([...header, 'terms'], rows);
}

export function writeTopicView(view: TopicView): void {
  const { id, name, label, papers, weights, above, below, born } = view;
  const path = [...above].reverse().map((topic) => `${plain(topic.name)} (${topic.id})`);
  if (path.length > 0) writeLine(styled('dim', path.join(' › ')));
  writeLine(`${styled('bold', plain(name))}${styled('dim', `  ${view.level} ${id}, since ${born.slice(0, 10)}`)}`);
  if (name !== label) writeLine(`label   ${plain(label)}`);
  writeLine(`papers  ${papers.toLocaleString('en')}`);
  writeLine(`terms   ${wrap(weights.map(({ text }) => text).join(', '), columns() - 8).replaceAll('\n', `\n${' '.repeat(8)}`)}`);
  if (below.length === 0) return;
  writeLine();
  writeTopics(below.map(({ parent: _parent, ...topic }) => topic));
}

export function writeMemberships(memberships: readonly Membership[]): void {
  for (const { topic, share } of memberships)
    writeLine(`${`${Math.round(100 * share)}%`.padStart(4)}  ${styled('bold', plain(topic.name))}${styled('dim', `  ${topic.id}`)}`);
}

/** What topics are called, by id. */
export async function topicNames(topics: Pick<Engine['topics'], 'list'>): Promise<Map<string, string>> {
  return new Map((await topics.list({ limit: MOST })).topics.map(({ id, name }) => [id, name]));
}

/** How many there are now, and what happened to those of before. @param names Of the topics that there are now, by id. */
export function writeUpdate(
  { fields, topics, subtopics, papers, outliers, changes, kept }: TopicUpdate,
  names: ReadonlyMap<string, string>,
): void {
  const count = (number: number) => number.toLocaleString('en');
  writeLine(
    `${count(topics)} topic${topics === 1 ? '' : 's'} in ${count(fields)} field${fields === 1 ? '' : 's'}, with ${count(subtopics)} subtopics`,
  );
  writeLine(`${count(papers)} papers have a topic, ${count(outliers)} are too far from all`);
  for (const change of changes) writeLine(wrap(changeSentence(change, names), columns()));
  // Where there were none before, nothing was kept.
  if (kept < 1 || changes.length > 0)
    writeLine(`${(Math.floor(1_000 * kept) / 10).toFixed(1)}% of the papers of before are in the topic in which they were`);
}

function otherTerms(topic: TopicSummary | undefined): string[] {
  return topic?.terms.filter((term) => !topic.name.includes(term)) ?? [];
}
