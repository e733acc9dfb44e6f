import { concatRows } from '../clustering/rows.js';
import { spaceOf } from '../clustering/space.js';
import { PaperkinError } from '../errors.js';
import type { SavedTopic, SavedTopics } from '../stores/topic-store.js';
import { type Grouping, withClusterer } from './grouping.js';
import { paperBatches, type TopicViews } from './paper-batches.js';

/** Topics that a person puts together or takes apart. */

/** Groups, which topics no update takes apart, and the topic whose id goes on, however few of the papers it had. */
export type Grouped = Grouping & { fixed: ReadonlySet<number>; first?: string };

/** One topic of several: the first has the cells of all. */
export async function mergedGrouping(saved: SavedTopics, before: Grouped, topics: readonly SavedTopic[]): Promise<Grouped> {
  const numbers = topics.map((topic) => numberOf(saved, topic));
  const [first] = numbers;
  if (first === undefined || new Set(numbers).size < 2) {
    throw new PaperkinError('INVALID_INPUT', 'Only two or more different topics can be merged.', { value: topics.map(({ id }) => id) });
  }
  const topicOf = before.topicOf.map((topic) => (numbers.includes(topic) ? first : topic));
  const merged = withoutGaps({ ...before, topicOf, fixed: new Set([...before.fixed, first]) });
  return { ...merged, ...(topics[0] && { first: topics[0].id }) };
}

/** Several topics of one: by its cells, where it has so many; else its cells are taken apart first. */
export async function splitGrouping(
  views: TopicViews,
  saved: SavedTopics,
  before: Grouped,
  topic: SavedTopic,
  into: number,
): Promise<Grouped> {
  const number = numberOf(saved, topic);
  const { keys, cells, centroids, similarities, mean } = before.numbers;
  const rows = [...keys.keys()].filter((i) => before.topicOf[cells[i] as number] === number);
  if (rows.length < 2 * into) {
    throw new PaperkinError('INVALID_INPUT', `The topic has ${rows.length} papers, too few for ${into} topics.`, { value: into });
  }
  return withClusterer(undefined, async (clusterer) => {
    await clusterer.use(spaceOf(before.numbers));
    const members = rows.map((i) => keys[i] as number);
    for await (const { keys: some, batch } of paperBatches(views, mean.length, members)) await clusterer.add(batch, some.length);
    if (clusterer.count !== rows.length) {
      throw new PaperkinError('INVALID_INPUT', 'Papers of the topic have gone since the last update.', {
        remedy: 'Run "paperkin topics update" first.',
      });
    }
    const own = [...before.topicOf.keys()].filter((cell) => before.topicOf[cell] === number);
    const { dimensions } = clusterer;
    let parts = cellRows(centroids, dimensions, own);
    // Too few cells to be shared out: more are made of all its papers.
    if (own.length < into) parts = await clusterer.divide({}, into, saved.document.settings.seed);
    const pass = await clusterer.assign(parts);
    const { levels } = await clusterer.join(pass.sums, [into]);
    const groupOf = levels[0] ?? new Uint16Array();
    const assigned = await clusterer.assigned();
    // Its cells go, and the parts come behind all others.
    const added = parts.length / dimensions;
    const first = before.topicOf.length;
    const [nextCells, nextSimilarities] = [cells.slice(), similarities.slice()];
    rows.forEach((row, i) => {
      nextCells[row] = first + (assigned.assigned[i] as number);
      nextSimilarities[row] = assigned.similarities[i] as number;
    });
    const fieldOf = [...before.fieldOf];
    const topicOfPart = Array.from({ length: into }, (_, part) =>
      part === 0 ? number : fieldOf.push(before.fieldOf[number] as number) - 1,
    );
    const topicOf = [...before.topicOf, ...Array.from({ length: added }, (_, part) => topicOfPart[groupOf[part] as number] as number)];
    const isGone = (cell: number) => own.includes(cell);
    const numbers = {
      ...before.numbers,
      cells: nextCells,
      similarities: nextSimilarities,
      centroids: concatRows([centroids, parts]),
    };
    return withoutGaps({ ...before, numbers, topicOf, fieldOf, fixed: new Set([...before.fixed, ...topicOfPart]) }, isGone);
  });
}

function numberOf({ document: { topics } }: SavedTopics, topic: SavedTopic): number {
  if (topic.level !== 'topic') {
    throw new PaperkinError('INVALID_INPUT', `"${topic.name ?? topic.label}" is a ${topic.level}: only topics can be merged or split.`, {
      value: topic.id,
    });
  }
  return topics.filter(({ level }) => level === 'topic').findIndex(({ id }) => id === topic.id);
}

/** Cells, topics and fields numbered without gaps. */
function withoutGaps(grouping: Grouped, isGone: (cell: number) => boolean = () => false): Grouped {
  const { numbers, topicOf, fieldOf, fixed, threshold } = grouping;
  const kept = [...topicOf.keys()].filter((cell) => !isGone(cell));
  const cellNow = new Map(kept.map((cell, i) => [cell, i]));
  const topicNow = renumbered(kept.map((cell) => topicOf[cell] as number));
  const fieldNow = renumbered([...topicNow.keys()].map((topic) => fieldOf[topic] as number));
  const dimensions = numbers.centroids.length / topicOf.length;
  const centroids = cellRows(numbers.centroids, dimensions, kept);
  return {
    numbers: { ...numbers, centroids, cells: numbers.cells.map((cell) => cellNow.get(cell) as number) },
    topicOf: kept.map((cell) => topicNow.get(topicOf[cell] as number) as number),
    fieldOf: [...topicNow.keys()].map((topic) => fieldNow.get(fieldOf[topic] as number) as number),
    fixed: new Set([...fixed].flatMap((topic) => topicNow.get(topic) ?? [])),
    threshold,
  };
}

/** The centroids of some cells. */
function cellRows(centroids: Float32Array, dimensions: number, cells: readonly number[]): Float32Array {
  return concatRows(cells.map((cell) => centroids.subarray(cell * dimensions, (cell + 1) * dimensions)));
}

/** Numbers from 0 in the order in which they are met. */
function renumbered(values: readonly number[]): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const value of values) if (!numbers.has(value)) numbers.set(value, numbers.size);
  return numbers;
}
