import type { SparseVectors } from '../lexical/lexical-index.js';
import { WorkerChannel } from '../threads/worker-channel.js';
import type { Clustered } from './kmeans.js';
import type { Tree } from './merging.js';
import type { Pass } from './points.js';
import { concatRows } from './rows.js';
import type { TopicSpace } from './space.js';

/** Papers in both views, all of which have a vector. */
export interface PlacedBatch {
  /** One after the other. */
  vectors: Float32Array;
  terms: SparseVectors;
}

export interface Which {
  centroid?: number;
  below?: number;
}

/** Of more papers than this, evenly spread ones are looked at where a group is divided. */
const DIVIDED = 4_000;
/** Threads that share the papers out. The result does not depend on how many there are. */
const THREADS = 2;
/** Dimensions of words: more bring in what two papers have in common by chance (docs/figures.md). */
const WORDS_DIMENSIONS = 64;
/** Centroids there may be. */
const MOST_CENTROIDS = 2_048;

/** Papers clustered in worker threads, which keep them as int8: some 320 bytes each. */
export class Clusterer implements Clustered {
  readonly #channels: readonly WorkerChannel[];
  /** Of each batch, in order, the thread that has it, and how many papers it has. */
  readonly #batches: { thread: number; papers: number }[] = [];
  #dimensions = 0;

  constructor(threads = THREADS) {
    const script = new URL('./cluster-worker.js', import.meta.url);
    this.#channels = Array.from({ length: threads }, (_, i) => new WorkerChannel(`topics-${i + 1}`, script, {}));
  }

  get count(): number {
    return this.#batches.reduce((sum, { papers }) => sum + papers, 0);
  }

  /** Of a vector in the space. */
  get dimensions(): number {
    return this.#dimensions;
  }

  /** The space that a sample spans; some thousand papers are enough. @param meaning Dimensions of the vectors of meaning. */
  fit(batches: readonly PlacedBatch[], dense: number, seed: number): Promise<TopicSpace> {
    return this.#first.call('fit', { batches, dense, lexical: WORDS_DIMENSIONS, seed });
  }

  /** Forgets all papers, and places in another space what is added from here on. */
  async use(space: TopicSpace): Promise<void> {
    this.#batches.length = 0;
    this.#dimensions = space.mean.length + space.lexical.dimensions;
    await Promise.all(this.#channels.map((channel) => channel.call('space', { space, most: MOST_CENTROIDS })));
  }

  async add(batch: PlacedBatch, papers: number): Promise<void> {
    const thread = this.#batches.length % this.#channels.length;
    this.#batches.push({ thread, papers });
    const { vectors, terms } = batch;
    const buffers = [vectors, terms.starts, terms.ids, terms.values, terms.idf].map(({ buffer }) => buffer as ArrayBuffer);
    await this.#channels[thread]?.call('add', batch, [...new Set(buffers)]);
  }

  /** Centroids of a sample of papers: unit vectors one after the other, `k` or, where there are fewer different papers, fewer. */
  seed(batches: readonly PlacedBatch[], k: number, seed: number): Promise<Float32Array> {
    return this.#first.call('seed', { batches, k, seed });
  }

  /** How many groups a sample of papers holds, 1 to `most`; some thousand papers are enough. */
  countIn(batches: readonly PlacedBatch[], most: number, seed: number): Promise<number> {
    return this.#first.call('count', { batches, most, seed });
  }

  /** Groups joined to fewer, see `mergeGroups`. */
  join(sums: Float64Array, sizes: readonly number[]): Promise<Tree> {
    return this.#first.call('join', { sums, sizes });
  }

  async assign(centroids: Float32Array): Promise<Pass> {
    const passes = await this.#all<Pass>('assign', centroids);
    const [total, ...others] = passes as [Pass, ...Pass[]];
    for (const { sums, counts, similarities, moved } of others) {
      for (let i = 0; i < sums.length; i++) total.sums[i] = (total.sums[i] as number) + (sums[i] as number);
      for (let i = 0; i < counts.length; i++) {
        total.counts[i] = (total.counts[i] as number) + (counts[i] as number);
        total.similarities[i] = (total.similarities[i] as number) + (similarities[i] as number);
      }
      total.moved += moved;
    }
    return total;
  }

  /** Centroids of at most `k` groups of some papers: those of a centroid, or those that are less like theirs than `below`. */
  async divide(which: Which, k: number, seed: number): Promise<Float32Array> {
    const members = await this.#all<Float32Array>('members', { ...which, most: Math.ceil(DIVIDED / this.#channels.length) });
    return this.#first.call('divide', { placed: concatRows(members), k, seed });
  }

  /** Of each paper, in the order in which they came, its centroid and how similar they are. */
  async assigned(): Promise<{ assigned: Uint16Array; similarities: Float32Array }> {
    const shares = await this.#all<{ assigned: Uint16Array; similarities: Float32Array }>('assigned', undefined);
    const all = { assigned: new Uint16Array(this.count), similarities: new Float32Array(this.count) };
    const taken = shares.map(() => 0);
    let at = 0;
    for (const { thread, papers } of this.#batches) {
      const from = taken[thread] as number;
      const share = shares[thread] as (typeof shares)[number];
      all.assigned.set(share.assigned.subarray(from, from + papers), at);
      all.similarities.set(share.similarities.subarray(from, from + papers), at);
      taken[thread] = from + papers;
      at += papers;
    }
    return all;
  }

  /** Lets its threads go when their work is done. */
  retire(): void {
    for (const channel of this.#channels) channel.retire();
  }

  /** Ends its threads, whatever they are at. */
  async close(): Promise<void> {
    await Promise.all(this.#channels.map((channel) => channel.close()));
  }

  get #first(): WorkerChannel {
    return this.#channels[0] as WorkerChannel;
  }

  #all<T>(call: string, argument: unknown): Promise<T[]> {
    return Promise.all(this.#channels.map((channel) => channel.call<T>(call, argument)));
  }
}
