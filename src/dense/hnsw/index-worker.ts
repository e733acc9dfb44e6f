import { workerData } from 'node:worker_threads';
import type { SnapshotOrigin } from '../../derived/derived-index.js';
import type { IndexCounts } from '../../derived/derived-worker.js';
import { KeySet } from '../../paper/key-set.js';
import { serveRequests } from '../../threads/worker-thread.js';
import type { VectorChange } from '../vector-index.js';
import { HnswIndex } from './hnsw.js';
import { LiveIndex } from './live-index.js';
import { loadSnapshot, readOrigin, saveSnapshot } from './snapshot.js';
import type { SearchMessage, WorkerIndexOptions } from './worker-index.js';

/** Thread entry: the index, where building and searching it block nobody. */
const { identity, dimensions, folder } = workerData as WorkerIndexOptions;

/** Vectors move into the graph for this long between two requests, in milliseconds: the most a search waits. */
const SLICE = 5;

let index: LiveIndex | undefined;
let settling: Promise<void> | undefined;
/** While the graph is being written it must not change; searches go on. */
let saving: Promise<void> | undefined;

async function live(): Promise<LiveIndex> {
  index ??= new LiveIndex(await HnswIndex.create(dimensions), dimensions);
  return index;
}

async function settle(): Promise<void> {
  const target = await live();
  await saving;
  while (target.settleFor(SLICE)) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    await saving;
  }
}

async function counts(): Promise<IndexCounts> {
  const { count, waiting } = await live();
  return { count, unsettled: waiting };
}

serveRequests({
  async peek() {
    return { result: await readOrigin(folder) };
  },
  /** Begins with the snapshot, if it can be used: says where it stands, or undefined. */
  async load() {
    const loaded = await loadSnapshot(folder, identity, dimensions);
    if (loaded) index = new LiveIndex(loaded.graph, dimensions);
    return { result: { origin: loaded?.origin, ...(await counts()) } };
  },
  async apply(changes: VectorChange[]) {
    await saving;
    (await live()).apply(changes);
    return { result: await counts() };
  },
  async search({ query, k, isQuery, among }: SearchMessage) {
    const found = (await live()).nearest(query, k, { isQuery, among: among && KeySet.from(among) });
    return {
      result: { keys: Uint32Array.from(found, ({ key }) => key), similarities: Float64Array.from(found, ({ similarity }) => similarity) },
    };
  },
  async similarities({ query, keys }: { query: Float32Array; keys: Uint32Array }) {
    return { result: Float64Array.from((await live()).similarities(query, [...keys]), (similarity) => similarity ?? Number.NaN) };
  },
  async pairwise({ keys, others }: { keys: number[]; others?: number[] }) {
    return { result: (await live()).pairwise(keys, others) };
  },
  /** One after the other; NaN where there is none. */
  async vectors(keys: number[]) {
    const target = await live();
    const rows = new Float32Array(keys.length * dimensions).fill(Number.NaN);
    keys.forEach((key, i) => {
      const vector = target.vector(key);
      if (vector) rows.set(vector, i * dimensions);
    });
    return { result: rows };
  },
  async settle() {
    settling ??= settle().finally(() => {
      settling = undefined;
    });
    await settling;
    return { result: await counts() };
  },
  async save(origin: SnapshotOrigin) {
    const { graph } = await live();
    await saving;
    saving = saveSnapshot(folder, graph, origin).finally(() => {
      saving = undefined;
    });
    await saving;
    return {};
  },
});
