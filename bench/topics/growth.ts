import { sampleOf } from '../../src/numeric/random.js';
import { KeySet } from '../../src/paper/key-set.js';
import { clusterFromScratch, type Grouping, updateClusters } from '../../src/topics/grouping.js';
import { matchGroups } from '../../src/topics/matching.js';
import type { TopicViews } from '../../src/topics/paper-batches.js';
import { openParts, type Parts } from '../recommend/parts.js';
import { table } from '../support/machine.js';
import { agreementOf } from './agreement.js';
import type { Options } from './options.js';

/** What comes later: so much of all. */
const LATER = 1 / 11;
const OUTLIERS = 0.1;

/** Whether papers stay in their topic as others come, and whether another seed finds the same topics. */
export async function growth({ home, papers = '50000', topics, seed }: Options): Promise<void> {
  if (home === undefined) {
    console.log('skipped: growth groups the papers of a folder, which --home names');
    return;
  }
  const parts = await openParts(home);
  const rows: (string | number)[][] = [];
  for (const count of papers.split(',').map(Number)) {
    const keys = sampleOf([...(await parts.lexical.select({}))], count, Number(seed));
    const options = { topics: topics === undefined ? undefined : Number(topics), outliers: OUTLIERS, seed: Number(seed) };
    const early = keys.slice(0, Math.round((1 - LATER) * keys.length));
    const timed = async (group: () => Promise<Grouping>) => {
      const begun = performance.now();
      const grouping = await group();
      return { grouping, seconds: (performance.now() - begun) / 1000 };
    };
    const anew = await timed(() => clusterFromScratch(viewsOf(parts, early), parts.dense.dimensions, options, {}));
    const wanted = { ...options, topics: new Set(anew.grouping.topicOf).size };
    const again = await timed(() => updateClusters(viewsOf(parts, keys), { ...anew.grouping, fixed: new Set() }, wanted, {}));
    const other = await timed(() =>
      clusterFromScratch(viewsOf(parts, early), parts.dense.dimensions, { ...wanted, seed: Number(seed) + 1 }, {}),
    );
    const { kept, changes } = keptBetween(anew.grouping, again.grouping);
    rows.push([
      keys.length,
      wanted.topics,
      `${(100 * kept).toFixed(1)}%`,
      changes,
      `${(100 * outliersOf(again.grouping)).toFixed(1)}%`,
      (100 * keptBetween(anew.grouping, other.grouping).kept).toFixed(1),
      agreementBetween(anew.grouping, other.grouping).toFixed(3),
      anew.seconds.toFixed(1),
      again.seconds.toFixed(1),
    ]);
  }
  const head = [
    'papers',
    'topics',
    'of earlier papers in their topic',
    'changes',
    'outliers',
    'another seed: in the topic that matches',
    'NMI',
    's anew',
    's again',
  ];
  console.log(table(head, rows));
  console.log(`\nA tenth of the papers comes later; outliers ${OUTLIERS} at most.`);
  await parts.close();
}

function viewsOf({ dense, lexical }: Parts, keys: readonly number[]): TopicViews {
  const only = new KeySet(keys);
  return { dense, lexical: { vectors: (some) => lexical.vectors(some), size: async () => only.size, select: async () => only } };
}

/** Of each paper that has a topic its number. */
function topicsByKey({ numbers: { keys, cells, similarities }, topicOf, threshold }: Grouping): Map<number, number> {
  const topics = new Map<number, number>();
  keys.forEach((key, i) => {
    if ((similarities[i] as number) >= threshold) topics.set(key, topicOf[cells[i] as number] as number);
  });
  return topics;
}

function commonPairs(before: Grouping, now: Grouping): [before: string, now: number][] {
  const later = topicsByKey(now);
  return [...topicsByKey(before)].flatMap(([key, topic]) => {
    const found = later.get(key);
    return found === undefined ? [] : [[`t${topic}`, found] as [string, number]];
  });
}

/** Share of the papers with a topic then and now that are in the same one. */
function keptBetween(before: Grouping, now: Grouping): { kept: number; changes: number } {
  const pairs = commonPairs(before, now);
  const ids = [...new Set(before.topicOf)].map((topic) => `t${topic}`);
  const { from, changes } = matchGroups(pairs, 1 + Math.max(...now.topicOf), ids);
  return { kept: pairs.filter(([id, topic]) => from[topic] === id).length / pairs.length, changes: changes.length };
}

function agreementBetween(before: Grouping, now: Grouping): number {
  const pairs = commonPairs(before, now);
  return agreementOf(
    pairs.map(([, topic]) => topic),
    pairs.map(([id]) => [id]),
  ).nmi;
}

function outliersOf({ numbers: { similarities }, threshold }: Grouping): number {
  return similarities.filter((similarity) => similarity < threshold).length / similarities.length;
}
