import type { SavedTopic, SavedTopics, TopicChange, TopicLevel } from '../stores/topic-store.js';
import type { Grouping, GroupingOptions } from './grouping.js';
import { type LabelParts, labelTopics } from './labels/label-topics.js';
import type { TopicPapers } from './labels/topic-papers.js';
import { matchGroups } from './matching.js';
import { TopicMembers } from './members.js';

/** What is written down of groups: each with its id, which it has from before where it is the same one, its label and papers. */

/** Papers of a topic that its labeller reads, at most. */
const TYPICAL = 200;
/** Changes that are kept. */
const HISTORY = 1_000;
const PREFIX = { field: 'f', topic: 't', subtopic: 's' } as const satisfies Record<TopicLevel, string>;

export interface Saving {
  before: SavedTopics | undefined;
  grouping: Grouping;
  options: GroupingOptions & { topics: number };
  identity: string;
  sequence: number;
  now: Date;
  /** What a person has done, rather than papers that came. */
  manual?: boolean;
  /** Id of the topic that goes on whatever others have in common with the one that it is in now. */
  first?: string | undefined;
}

export async function savedTopics(
  parts: LabelParts,
  { before, grouping, options, identity, sequence, now, manual, first }: Saving,
  signal?: AbortSignal,
): Promise<{ saved: SavedTopics; changes: TopicChange[]; kept: number }> {
  const levels = levelsOf(grouping);
  const members = before && new TopicMembers(before);
  let nextId = before?.document.nextId ?? 1;
  const ids: Record<TopicLevel, string[]> = { field: [], topic: [], subtopic: [] };
  const changes: TopicChange[] = [];
  let kept = 1;
  for (const level of ['field', 'topic', 'subtopic'] as const) {
    const groupOf = levels[level];
    const groups = 1 + groupOf.reduce((max, group) => Math.max(max, group), -1);
    const old = before?.document.topics.filter((topic) => topic.level === level).map(({ id }) => id) ?? [];
    const pairs = before && members ? commonPapers(before, members, level, grouping, groupOf) : [];
    const { from, changes: found } = matchGroups(pairs, groups, old, first);
    ids[level] = from.map((id) => id ?? `${PREFIX[level]}${nextId++}`);
    if (level === 'topic' && pairs.length > 0) kept = pairs.filter(([id, group]) => ids.topic[group] === id).length / pairs.length;
    if (level !== 'topic' || !before) continue;
    const sizes = sizesOf(grouping, groupOf, groups);
    for (const { kind, before: gone, now: groupsNow } of found) {
      const papers = groupsNow.reduce((sum, group) => sum + (sizes[group] as number), 0);
      const to = groupsNow.map((group) => ids.topic[group] as string);
      changes.push({ at: now.toISOString(), kind, from: gone, to, papers, ...(manual && { manual: true as const }) });
    }
  }
  const topics = await described(parts, { before, grouping, levels, ids, now }, signal);
  const outliers = grouping.numbers.similarities.reduce((count, similarity) => count + (similarity < grouping.threshold ? 1 : 0), 0);
  return {
    saved: {
      document: {
        format: 1,
        identity,
        updated: now.toISOString(),
        sequence,
        papers: grouping.numbers.keys.length - outliers,
        outliers,
        settings: { topics: options.topics, outliers: options.outliers, seed: options.seed },
        threshold: grouping.threshold,
        nextId,
        topics,
        history: [...(before?.document.history ?? []), ...changes].slice(-HISTORY),
      },
      numbers: grouping.numbers,
    },
    changes,
    kept,
  };
}

/** Of each cell the number of its group at each level. */
function levelsOf({ topicOf, fieldOf }: Grouping): Record<TopicLevel, number[]> {
  return { subtopic: [...topicOf.keys()], topic: topicOf, field: topicOf.map((topic) => fieldOf[topic] as number) };
}

/** Papers that had a topic and have one: the id of that, and the number of the group now. */
function commonPapers(
  before: SavedTopics,
  members: TopicMembers,
  level: TopicLevel,
  { numbers: { keys, cells, similarities }, threshold }: Grouping,
  groupOf: readonly number[],
): (readonly [string, number])[] {
  const pairs: (readonly [string, number])[] = [];
  const idOf = Array.from(
    { length: before.document.topics.length },
    (_, cell) => members.pathOf(cell).find((topic) => topic.level === level)?.id,
  );
  const old = before.numbers;
  let at = 0;
  for (let i = 0; i < keys.length; i++) {
    // Both ascend.
    while (at < old.keys.length && (old.keys[at] as number) < (keys[i] as number)) at++;
    if (old.keys[at] !== keys[i]) continue;
    if ((similarities[i] as number) < threshold || (old.similarities[at] as number) < before.document.threshold) continue;
    const id = idOf[old.cells[at] as number];
    if (id !== undefined) pairs.push([id, groupOf[cells[i] as number] as number]);
  }
  return pairs;
}

function sizesOf({ numbers: { cells, similarities }, threshold }: Grouping, groupOf: readonly number[], groups: number): number[] {
  const sizes = new Array<number>(groups).fill(0);
  cells.forEach((cell, i) => {
    const group = groupOf[cell] as number;
    if ((similarities[i] as number) >= threshold) sizes[group] = (sizes[group] as number) + 1;
  });
  return sizes;
}

interface Described {
  before: SavedTopics | undefined;
  grouping: Grouping;
  levels: Record<TopicLevel, number[]>;
  ids: Record<TopicLevel, string[]>;
  now: Date;
}

async function described(parts: LabelParts, { before, grouping, levels, ids, now }: Described, signal: AbortSignal | undefined) {
  const { topicOf, fieldOf } = grouping;
  const known = new Map(before?.document.topics.map((topic) => [topic.id, topic]));
  const topicsFrom = ids.field.length;
  const drafts = [
    ...ids.field.map((id, field) => ({ id, level: 'field' as const, group: field, above: undefined })),
    ...ids.topic.map((id, topic) => ({ id, level: 'topic' as const, group: topic, above: fieldOf[topic] as number })),
    ...ids.subtopic.map((id, cell) => ({ id, level: 'subtopic' as const, group: cell, above: topicsFrom + (topicOf[cell] as number) })),
  ];
  const typical = {
    field: await typicalKeys(grouping, levels.field),
    topic: await typicalKeys(grouping, levels.topic),
    subtopic: await typicalKeys(grouping, levels.subtopic),
  };
  const papers = drafts.map(
    ({ level, group, above }): TopicPapers => ({ keys: typical[level][group] ?? [], ...(above !== undefined && { parent: above }) }),
  );
  const labels = await labelTopics(parts, papers, { ...(signal && { signal }) });
  const representatives = await idsOf(
    parts.store,
    labels.flatMap((label) => label.papers),
  );
  const sizes = {
    field: sizesOf(grouping, levels.field, ids.field.length),
    topic: sizesOf(grouping, levels.topic, ids.topic.length),
    subtopic: sizesOf(grouping, levels.subtopic, ids.subtopic.length),
  };
  return drafts.map(({ id, level, group, above }, i): SavedTopic => {
    const old = known.get(id);
    const label = labels[i];
    const parent = above === undefined ? undefined : drafts[above]?.id;
    return {
      id,
      level,
      ...(parent !== undefined && { parent }),
      label: label?.label === '' ? id : (label?.label ?? id),
      ...(old?.name !== undefined && { name: old.name }),
      terms: label?.terms ?? [],
      papers: sizes[level][group] ?? 0,
      representatives: label?.papers.flatMap((key) => representatives.get(key) ?? []) ?? [],
      born: old?.born ?? now.toISOString(),
      ...(old?.fixed && { fixed: old.fixed }),
      ...(level === 'subtopic' && { cell: group }),
    };
  });
}

/** Of each group the keys of the papers that are most like the centroids of their cells. Others have their turn between two groups. */
async function typicalKeys(
  { numbers: { keys, cells, similarities }, threshold }: Grouping,
  groupOf: readonly number[],
): Promise<number[][]> {
  const members: number[][] = [];
  cells.forEach((cell, i) => {
    if ((similarities[i] as number) < threshold) return;
    const group = groupOf[cell] as number;
    members[group] ??= [];
    members[group]?.push(i);
  });
  const typical: number[][] = [];
  for (const [group, rows] of members.entries()) {
    await new Promise(setImmediate);
    rows?.sort((a, b) => (similarities[b] as number) - (similarities[a] as number) || a - b);
    typical[group] = rows?.slice(0, TYPICAL).map((row) => keys[row] as number) ?? [];
  }
  return typical;
}

async function idsOf(store: LabelParts['store'], keys: readonly number[]): Promise<Map<number, string>> {
  const stored = await store.byKeys([...new Set(keys)]);
  return new Map(stored.flatMap((one) => (one ? [[one.key, one.paper.id] as const] : [])));
}
