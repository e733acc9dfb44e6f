import { workerData } from 'node:worker_threads';
import { serveRequests } from '../worker-thread.js';
import { HnswIndex } from './hnsw.js';
import { LiveIndex } from './live-index.js';
import { loadSnapshot, readOrigin, saveSnapshot } from './snapshot.js';
import type { SearchOptions, SnapshotOrigin, VectorChange } from './vector-index.js';

/** Thread entry: the index, where building and searching it block nobody. */
const { dimensions, model, folder } = workerData as { dimensions: number; model: string; folder: string };

/** Vectors move into the graph for this long between two requests, in milliseconds: the most a search waits. */
const SLICE = 5;

let index: LiveIndex | undefined;
let settling: Promise<void> | undefined;

async function live(): Promise<LiveIndex> {
  index ??= new LiveIndex(await HnswIndex.create(dimensions), dimensions);
  return index;
}

async function settle(): Promise<void> {
  const target = await live();
  while (target.settleFor(SLICE)) await new Promise<void>((resolve) => setImmediate(resolve));
}

serveRequests({
  async peek() {
    return { result: await readOrigin(folder) };
  },
  /** Begins with the snapshot, if it can be used: says where it stands, or undefined. */
  async load() {
    const loaded = await loadSnapshot(folder, model);
    if (loaded) index = new LiveIndex(loaded.graph, dimensions);
    return { result: loaded?.origin };
  },
  async apply(changes: VectorChange[]) {
    (await live()).apply(changes);
    return {};
  },
  async search({ query, k, options }: { query: Float32Array; k: number; options?: SearchOptions }) {
    return { result: (await live()).nearest(query, k, options) };
  },
  async count() {
    const { count, waiting } = await live();
    return { result: { count, waiting } };
  },
  async settle() {
    settling ??= settle().finally(() => {
      settling = undefined;
    });
    await settling;
    return {};
  },
  async save(origin: SnapshotOrigin) {
    await saveSnapshot(folder, (await live()).graph, origin);
    return {};
  },
});
