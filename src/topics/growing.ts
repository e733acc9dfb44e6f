import type { Clusterer } from '../clustering/clusterer.js';
import { directions, type KMeansResult } from '../clustering/kmeans.js';
import type { Pass } from '../clustering/points.js';
import { concatRows, rowsOf } from '../clustering/rows.js';
import { dot } from '../dense/math.js';

/**
 * How groups change as papers come. What is there stays, but for this:
 *
 *     papers far from all centroids that lie near each other ─▶ a new cell (birth)
 *     a cell of many times the usual size                    ─▶ two cells
 *     a cell that has lost its papers                        ─▶ none (death)
 *     a topic of many times the usual size                   ─▶ two topics (split)
 *     more topics than were wanted, by far                   ─▶ those that have most in common are one (merge)
 */

/** A cell, or a topic, of so many times the mean size is taken apart, */
const LARGE = 3;
/** once it is so many times as large as it was: who had large topics before is used to them. */
const GROWN = 1.3;
/** A cell of less than that share of it goes. */
const SMALL = 0.05;
/** A new cell has that share of it at least, */
const BORN = 0.5;
/** and is as dense as this share of the others. */
const SPARSEST = 0.25;
/** Of more topics than wanted by this factor those beyond it are merged. */
const TOO_MANY = 1.5;

export interface Cells {
  centroids: Float32Array;
  topicOf: readonly number[];
  fieldOf: readonly number[];
  /** How many papers each cell had. */
  counts: ArrayLike<number>;
  /** Similarity below which papers were outliers. */
  threshold: number;
}

/** Cells to go on with; a topic of -1: none yet. */
export interface Changed {
  centroids: Float32Array;
  topicOf: number[];
  fieldOf: readonly number[];
  /** How many papers each topic had. */
  sizes: ReadonlyMap<number, number>;
}

export async function changedCells(clusterer: Clusterer, before: Cells, seed: number): Promise<Changed> {
  const { dimensions } = clusterer;
  const pass = await clusterer.assign(before.centroids);
  const mean = clusterer.count / pass.counts.length;
  const rows: { centroid: Float32Array; topic: number }[] = [];
  for (const [cell, count] of pass.counts.entries()) {
    const centroid = before.centroids.subarray(cell * dimensions, (cell + 1) * dimensions);
    const topic = before.topicOf[cell] as number;
    if (count < SMALL * mean) continue;
    const isTooLarge = count > LARGE * mean && count > GROWN * (before.counts[cell] as number);
    if (!isTooLarge) rows.push({ centroid, topic });
    else for (const part of rowsOf(await clusterer.divide({ centroid: cell }, 2, seed), dimensions)) rows.push({ centroid: part, topic });
  }
  for (const centroid of await bornCells(clusterer, before, pass, mean, seed)) rows.push({ centroid, topic: -1 });
  const sizes = new Map<number, number>();
  before.topicOf.forEach((topic, cell) => {
    sizes.set(topic, (sizes.get(topic) ?? 0) + (before.counts[cell] as number));
  });
  return {
    centroids: concatRows(rows.map(({ centroid }) => centroid)),
    topicOf: rows.map(({ topic }) => topic),
    fieldOf: before.fieldOf,
    sizes,
  };
}

async function bornCells(clusterer: Clusterer, before: Cells, pass: Pass, mean: number, seed: number): Promise<Float32Array[]> {
  const { dimensions } = clusterer;
  const { similarities } = await clusterer.assigned();
  const strangers = similarities.reduce((count, similarity) => count + (similarity < before.threshold ? 1 : 0), 0);
  if (strangers < BORN * mean) return [];
  const found = await clusterer.divide({ below: before.threshold }, Math.ceil(strangers / mean), seed);
  const among = await clusterer.assign(concatRows([before.centroids, found]));
  const densities = densitiesOf(pass)
    .filter((density) => !Number.isNaN(density))
    .sort((a, b) => a - b);
  const sparsest = densities[Math.floor(SPARSEST * densities.length)] ?? 0;
  const first = before.topicOf.length;
  const ofFound = densitiesOf(among).slice(first);
  return rowsOf(found, dimensions).filter(
    (_, i) => (among.counts[first + i] as number) >= BORN * mean && (ofFound[i] as number) >= sparsest,
  );
}

/** Topics of cells that have been changed. @param fixed Topics that are not taken apart; @param wanted how many topics there should be. */
export async function regrouped(
  clusterer: Clusterer,
  { pass, centroids }: KMeansResult,
  changed: Changed,
  { fixed, wanted }: { fixed: ReadonlySet<number>; wanted: number },
): Promise<{ topicOf: number[]; fieldOf: number[] }> {
  const { dimensions } = clusterer;
  const topicOf = changed.topicOf.slice();
  const fieldOf = changed.fieldOf.slice();
  const cellsOf = (topic: number) => [...topicOf.keys()].filter((cell) => topicOf[cell] === topic);
  const sumOf = (cells: readonly number[]) =>
    summed(
      cells.map((cell) => pass.sums.subarray(cell * dimensions, (cell + 1) * dimensions)),
      dimensions,
    );
  joinNewCells();
  const sizeOf = (topic: number) => cellsOf(topic).reduce((sum, cell) => sum + (pass.counts[cell] as number), 0);
  const mean = clusterer.count / (new Set(topicOf).size || 1);
  for (const topic of new Set(topicOf)) {
    const cells = cellsOf(topic);
    const isTooLarge = sizeOf(topic) > LARGE * mean && sizeOf(topic) > GROWN * (changed.sizes.get(topic) ?? 0);
    if (fixed.has(topic) || cells.length < 2 || !isTooLarge) continue;
    const { levels } = await clusterer.join(concatenated(cells, pass.sums, dimensions), [2]);
    const added = fieldOf.push(fieldOf[topic] as number) - 1;
    cells.forEach((cell, i) => {
      if (levels[0]?.[i] === 1) topicOf[cell] = added;
    });
  }
  await mergeTooMany();
  return renumbered(topicOf, fieldOf);

  /** A new cell joins the nearest topic if it is more like it than half-way between what cells and their topics, and two neighbouring topics, are; else it is a topic. */
  function joinNewCells(): void {
    const topics = [...new Set(topicOf)].filter((topic) => topic >= 0);
    const centres = new Map(topics.map((topic) => [topic, directions(sumOf(cellsOf(topic)), dimensions, new Float32Array(dimensions))]));
    const vectors = rowsOf(centroids, dimensions);
    const ofOwn = vectors.flatMap((vector, cell) => {
      const centre = centres.get(topicOf[cell] as number);
      return centre ? [dot(vector, centre, 0)] : [];
    });
    const ofNext = [...centres].map(([topic, centre]) =>
      [...centres].reduce((most, [other, far]) => (other === topic ? most : Math.max(most, dot(centre, far, 0))), 0),
    );
    const least = (upperMedian(ofOwn) + upperMedian(ofNext)) / 2;
    vectors.forEach((vector, cell) => {
      if (topicOf[cell] !== -1) return;
      const [nearest, similarity] = topics
        .map((topic) => [topic, dot(vector, centres.get(topic) as Float32Array, 0)] as const)
        .reduce((best, one) => (one[1] > best[1] ? one : best));
      if (similarity >= least && !fixed.has(nearest)) topicOf[cell] = nearest;
      else {
        const born = fieldOf.push(fieldOf[nearest] as number) - 1;
        topicOf[cell] = born;
        // Other new cells may belong to the same new topic.
        topics.push(born);
        centres.set(born, vector);
      }
    });
  }

  async function mergeTooMany(): Promise<void> {
    const topics = [...new Set(topicOf)].filter((topic) => !fixed.has(topic));
    const most = Math.max(1, Math.ceil(TOO_MANY * wanted) - fixed.size);
    if (topics.length <= most) return;
    const sums = joined64(topics.map((topic) => sumOf(cellsOf(topic))));
    const { levels } = await clusterer.join(sums, [most]);
    const target = new Map<number, number>();
    topics.forEach((topic, i) => {
      const group = levels[0]?.[i] as number;
      target.set(group, target.get(group) ?? topic);
    });
    const mergedInto = new Map(topics.map((topic, i) => [topic, target.get(levels[0]?.[i] as number) as number]));
    topicOf.forEach((topic, cell) => {
      topicOf[cell] = mergedInto.get(topic) ?? topic;
    });
  }
}

/** Numbers without gaps, in the order of cells. */
function renumbered(topicOf: readonly number[], fieldOf: readonly number[]): { topicOf: number[]; fieldOf: number[] } {
  const topics = new Map<number, number>();
  const renumbered = topicOf.map((topic) => {
    const number = topics.get(topic) ?? topics.size;
    topics.set(topic, number);
    return number;
  });
  const fields = new Map<number, number>();
  const fieldsOfTopics = [...topics.keys()].map((topic) => {
    const field = fieldOf[topic] as number;
    const number = fields.get(field) ?? fields.size;
    fields.set(field, number);
    return number;
  });
  return { topicOf: renumbered, fieldOf: fieldsOfTopics };
}

/** Of each centroid how similar its points are to it, on average; NaN where it has none. */
function densitiesOf({ counts, similarities }: Pass): number[] {
  return Array.from(counts, (count, i) => (similarities[i] as number) / count);
}

function joined64(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function concatenated(cells: readonly number[], sums: Float64Array, dimensions: number): Float64Array {
  return joined64(cells.map((cell) => sums.subarray(cell * dimensions, (cell + 1) * dimensions)));
}

function summed(rows: readonly Float64Array[], dimensions: number): Float64Array {
  const sum = new Float64Array(dimensions);
  for (const row of rows) for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) + (row[i] as number);
  return sum;
}

function upperMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
