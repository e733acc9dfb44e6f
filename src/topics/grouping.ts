import { Clusterer } from '../clustering/clusterer.js';
import { type KMeansResult, kMeans } from '../clustering/kmeans.js';
import { spaceOf, type TopicSpace } from '../clustering/space.js';
import { PaperkinError, throwIfAborted } from '../errors.js';
import { sampleOf } from '../numeric/random.js';
import type { TopicNumbers } from '../stores/topic-store.js';
import { untilAborted } from '../threads/until-aborted.js';
import { type Changed, changedCells, regrouped } from './growing.js';
import { outlierThreshold } from './outliers.js';
import { paperBatches, type TopicViews } from './paper-batches.js';

/** Papers in groups of three levels. */
export interface Grouping {
  numbers: TopicNumbers;
  /** Of each cell (subtopic) the number of its topic, and of each topic the number of its field. */
  topicOf: number[];
  fieldOf: number[];
  /** Similarity below which a paper is an outlier. */
  threshold: number;
}

export interface GroupingOptions {
  /** How many topics; undefined: as the data say. */
  topics: number | undefined;
  /** Share of the papers that are outliers, at most. */
  outliers: number;
  seed: number;
}

export interface GroupingWork {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { phase: 'reading' | 'grouping'; done: number; total: number }) => void) | undefined;
}

/** Papers of which the space is made, and the groups to begin with. */
const SAMPLE = 20_000;
/** Of these as many tell how many topics there are. */
const COUNTED = 8_000;
const MOST_TOPICS = 300;
/** Subtopics of a topic, on average; k-means is done with these, and topics are put together of them. */
const CELLS_A_TOPIC = 3;
const MOST_CELLS = 1_000;
/** Papers a subtopic has, on average, at least. */
const PAPERS_A_CELL = 6;
const MOST_FIELDS = 16;
/** Passes after papers have come: few, so that nobody finds their topics in another order. */
const PASSES_AGAIN = 3;
/** Batches on their way to the threads. */
const AHEAD = 4;

/** Topics from nothing. */
export function clusterFromScratch(views: TopicViews, dimensions: number, options: GroupingOptions, work: GroupingWork): Promise<Grouping> {
  return withClusterer(work.signal, async (clusterer) => {
    const { seed } = options;
    const all = [...(await views.lexical.select({}))];
    const sample = await sampleBatches(views, dimensions, all, seed, work.signal);
    if (sample.length === 0)
      throw new PaperkinError('TOPICS_MISSING', 'There are no embedded papers.', { remedy: 'Import papers, or run "paperkin embed".' });
    const space = await clusterer.fit(sample, dimensions, seed);
    await clusterer.use(space);
    const keys = await addPapers(clusterer, views, dimensions, all, work);
    const most = Math.min(MOST_TOPICS, Math.max(1, Math.floor(keys.length / (CELLS_A_TOPIC * PAPERS_A_CELL))));
    const topics = Math.min(options.topics ?? (await clusterer.countIn(firstOf(sample, COUNTED), most, seed)), keys.length);
    const cells = Math.min(MOST_CELLS, CELLS_A_TOPIC * topics, Math.max(topics, Math.floor(keys.length / PAPERS_A_CELL)));
    throwIfAborted(work.signal);
    const result = await kMeans(clusterer, await clusterer.seed(sample, cells, seed), passes(work));
    const { levels } = await clusterer.join(result.pass.sums, [topics, fieldsOf(topics)]);
    const [topicOf = new Uint16Array(), fieldOfCell = new Uint16Array()] = levels;
    const fieldOf: number[] = [];
    topicOf.forEach((topic, cell) => {
      fieldOf[topic] = fieldOfCell[cell] as number;
    });
    return finished(clusterer, space, keys, result, { topicOf: [...topicOf], fieldOf }, options);
  });
}

/** The topics of before, with the papers that have come since: the same space, the same centroids, moved a little. */
export function updateClusters(
  views: TopicViews,
  before: Grouping & { fixed: ReadonlySet<number> },
  options: GroupingOptions & { topics: number },
  work: GroupingWork,
): Promise<Grouping> {
  return withClusterer(work.signal, async (clusterer) => {
    const { mean, centroids } = before.numbers;
    const space = spaceOf(before.numbers);
    await clusterer.use(space);
    const keys = await addPapers(clusterer, views, mean.length, [...(await views.lexical.select({}))], work);
    const changed: Changed = await changedCells(
      clusterer,
      { ...before, centroids, counts: countsOf(before.numbers, before.topicOf.length) },
      options.seed,
    );
    throwIfAborted(work.signal);
    const result = await kMeans(clusterer, changed.centroids, { ...passes(work), passes: PASSES_AGAIN });
    const groups = await regrouped(clusterer, result, changed, { fixed: before.fixed, wanted: options.topics });
    return finished(clusterer, space, keys, result, groups, options);
  });
}

function countsOf({ cells }: TopicNumbers, count: number): Uint32Array {
  const counts = new Uint32Array(count);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  return counts;
}

/** Whatever its threads are at ends when the signal is aborted. @throws INTERRUPTED */
export async function withClusterer<T>(signal: AbortSignal | undefined, use: (clusterer: Clusterer) => Promise<T>): Promise<T> {
  const clusterer = new Clusterer();
  try {
    const result = await untilAborted(use(clusterer), signal);
    clusterer.retire();
    return result;
  } catch (thrown) {
    await clusterer.close();
    throw thrown;
  }
}

function passes({ signal, onProgress }: GroupingWork) {
  return { signal, onPass: ({ number }: { number: number }) => onProgress?.({ phase: 'grouping', done: number, total: 25 }) };
}

function fieldsOf(topics: number): number {
  return topics < 6 ? 1 : Math.min(MOST_FIELDS, Math.round(Math.sqrt(topics)));
}

async function sampleBatches(
  views: TopicViews,
  dimensions: number,
  keys: readonly number[],
  seed: number,
  signal: AbortSignal | undefined,
) {
  const batches = [];
  for await (const { batch } of paperBatches(views, dimensions, sampleOf(keys, SAMPLE, seed), signal)) batches.push(batch);
  return batches;
}

/** As many batches as have so many papers. */
function firstOf<T extends { terms: { starts: Uint32Array } }>(batches: readonly T[], papers: number): T[] {
  let count = 0;
  return batches.filter(({ terms }) => {
    const isWanted = count < papers;
    count += terms.starts.length - 1;
    return isWanted;
  });
}

async function addPapers(
  clusterer: Clusterer,
  views: TopicViews,
  dimensions: number,
  all: readonly number[],
  { signal, onProgress }: GroupingWork,
): Promise<number[]> {
  const added: number[] = [];
  const waiting: Promise<void>[] = [];
  for await (const { keys, batch } of paperBatches(views, dimensions, all, signal)) {
    const adding = clusterer.add(batch, keys.length);
    // Whoever is interrupted here awaits none of these any more, and they fail when the threads end.
    adding.catch(() => undefined);
    waiting.push(adding);
    if (waiting.length > AHEAD) await waiting.shift();
    for (const key of keys) added.push(key);
    onProgress?.({ phase: 'reading', done: added.length, total: all.length });
  }
  await Promise.all(waiting);
  return added;
}

async function finished(
  clusterer: Clusterer,
  space: TopicSpace,
  keys: readonly number[],
  { centroids }: KMeansResult,
  { topicOf, fieldOf }: Pick<Grouping, 'topicOf' | 'fieldOf'>,
  { outliers }: GroupingOptions,
): Promise<Grouping> {
  const { assigned, similarities } = await clusterer.assigned();
  const { mean, lexical } = space;
  return {
    numbers: {
      mean,
      basisTerms: lexical.terms,
      basisRows: lexical.rows,
      centroids,
      keys: Uint32Array.from(keys),
      cells: assigned,
      similarities,
    },
    topicOf,
    fieldOf,
    threshold: outlierThreshold(similarities, outliers),
  };
}
