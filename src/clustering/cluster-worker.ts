import type { SparseVectors } from '../lexical/lexical-index.js';
import { serveRequests } from '../threads/worker-thread.js';
import type { PlacedBatch, Which } from './clusterer.js';
import { type KMeansResult, kMeans, seeds } from './kmeans.js';
import { lexicalBasis } from './lsa.js';
import { mergeGroups } from './merging.js';
import { Points } from './points.js';
import { concatRows } from './rows.js';
import { dimensionsOf, meanOf, Placer, type TopicSpace } from './space.js';
import { chooseCount, countsToTry } from './topic-count.js';

/** Thread entry: a share of the papers, in the space in which they are clustered. */

/** Points a centroid that seeds are chosen among, at least. */
const SEEDED_AMONG = { each: 12, least: 2_000 };
const SAMPLE_PASSES = 12;
const COUNT_PASSES = 6;

let placer: Placer | undefined;
let points: Points | undefined;
let dimensions = 0;

function ready(): { placer: Placer; points: Points } {
  if (!placer || !points) throw new Error('A space comes before what is placed in it.');
  return { placer, points };
}

serveRequests({
  /** Finds the space that a sample of papers spans. */
  async fit({ batches, dense, lexical, seed }: { batches: PlacedBatch[]; dense: number; lexical: number; seed: number }) {
    const vectors = concatRows(batches.map((batch) => batch.vectors));
    const space: TopicSpace = {
      mean: meanOf(vectors, dense),
      lexical: await lexicalBasis(joinedTerms(batches.map(({ terms }) => terms)), lexical, seed),
    };
    return { result: space };
  },
  /** Begins anew. */
  space({ space, most }: { space: TopicSpace; most: number }) {
    placer = new Placer(space);
    dimensions = dimensionsOf(space);
    points = new Points(dimensions, most);
    return {};
  },
  add({ vectors, terms }: PlacedBatch) {
    const share = ready();
    share.points.add(share.placer.place(vectors, terms));
    return {};
  },
  /** Centroids of a sample, which need not be among the points. */
  async seed({ batches, k, seed }: { batches: PlacedBatch[]; k: number; seed: number }) {
    const placed = concatRows(batches.map(({ vectors, terms }) => ready().placer.place(vectors, terms)));
    return { result: (await clusteredSample(placed, k, seed)).centroids };
  },
  /** The same of vectors that are placed already. */
  async divide({ placed, k, seed }: { placed: Float32Array; k: number; seed: number }) {
    return { result: (await clusteredSample(placed, k, seed)).centroids };
  },
  /** How many groups a sample holds, at most `most`. */
  async count({ batches, most, seed }: { batches: PlacedBatch[]; most: number; seed: number }) {
    const placed = concatRows(batches.map(({ vectors, terms }) => ready().placer.place(vectors, terms)));
    const groupings = [];
    for (const k of countsToTry(most)) groupings.push({ k, similarity: (await clusteredSample(placed, k, seed, COUNT_PASSES)).similarity });
    return { result: chooseCount(groupings, placed.length / dimensions, dimensions) };
  },
  /** See {@link mergeGroups}. */
  join({ sums, sizes }: { sums: Float64Array; sizes: number[] }) {
    return { result: mergeGroups(sums, dimensions, sizes) };
  },
  assign(centroids: Float32Array) {
    return { result: ready().points.assign(centroids) };
  },
  /** Points of a centroid, or of little similarity to theirs: evenly spread ones, at most `most`. */
  members({ centroid, below = Number.POSITIVE_INFINITY, most }: Which & { most: number }) {
    const { assigned, similarities } = ready().points;
    const isMember = (point: number) => (centroid === undefined || assigned[point] === centroid) && (similarities[point] as number) < below;
    const all = [...assigned.keys()].filter(isMember);
    const step = Math.max(1, all.length / most);
    const chosen = Array.from({ length: Math.min(most, all.length) }, (_, i) => all[Math.floor(i * step)] as number);
    return { result: concatRows(chosen.map((point) => ready().points.vector(point))) };
  },
  assigned() {
    const share = ready().points;
    return { result: { assigned: share.assigned.slice(), similarities: share.similarities.slice() } };
  },
});

async function clusteredSample(placed: Float32Array, k: number, seed: number, passes = SAMPLE_PASSES): Promise<KMeansResult> {
  const count = placed.length / dimensions;
  const among = Math.min(count, Math.max(SEEDED_AMONG.least, SEEDED_AMONG.each * k));
  const few = new Points(dimensions, 1);
  few.add(placed.subarray(0, among * dimensions));
  const first = seeds(few, k, seed);
  const sample = new Points(dimensions, k);
  sample.add(placed);
  const all = { count, dimensions, assign: async (centroids: Float32Array) => sample.assign(centroids) };
  return kMeans(all, first, { passes });
}

function joinedTerms(parts: readonly SparseVectors[]): SparseVectors {
  const papers = parts.reduce((sum, { starts }) => sum + starts.length - 1, 0);
  const entries = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  const all = {
    starts: new Uint32Array(papers + 1),
    ids: new Uint32Array(entries),
    values: new Float32Array(entries),
    idf: new Float32Array(entries),
  };
  let [paper, entry] = [0, 0];
  for (const { starts, ids, values, idf } of parts) {
    for (let i = 1; i < starts.length; i++) all.starts[++paper] = entry + (starts[i] as number);
    all.ids.set(ids, entry);
    all.values.set(values, entry);
    all.idf.set(idf, entry);
    entry += ids.length;
  }
  return all;
}
