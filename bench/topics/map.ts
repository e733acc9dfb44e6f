/** How long a map takes, and whether one may trust it; beside umap-learn on the same vectors. */

import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { vectorIdentity } from '../../src/dense/vector-index.js';
import { DenseView } from '../../src/indexing/dense-view.js';
import { makeMap } from '../../src/map/make-map.js';
import { trustworthiness } from '../../src/map/trustworthiness.js';
import type { MapSource, PaperMap } from '../../src/stores/paper-map.js';
import { closeHome, type Home, openHome, snapshotFolder } from '../size/home.js';
import { table } from '../support/machine.js';
import { peakMegabytes } from '../support/process.js';
import { seededOrder } from '../support/seeded.js';
import type { Options } from './options.js';
import { mapOfPeer } from './umap-learn.js';

/** Above it the peer takes more than ten minutes on two cores. */
const PEERS_MOST = 100_000;

export async function map({ home: folder, papers = '10000,50000,all', landmarks, seed, python }: Options): Promise<void> {
  if (folder === undefined) throw new Error('--home FOLDER: a folder whose papers have vectors');
  const home = await openHome(folder);
  const { source, close } = await openSource(home);
  const order = seededOrder(await keysOf(home), 'map', String);
  const rows: string[][] = [];
  for (const size of papers.split(',')) {
    const keys = size === 'all' ? order : order.slice(0, Number(size));
    for (const count of (landmarks ?? '4000').split(',')) {
      const [before, begun] = [process.memoryUsage.rss(), performance.now()];
      const made = await makeMap(source, keys, { landmarks: Number(count), seed: Number(seed) });
      const seconds = (performance.now() - begun) / 1_000;
      const grown = peakMegabytes(process.pid) - before / 2 ** 20;
      rows.push([`${keys.length}`, `ours, ${count} landmarks`, ...(await figures(made, source, seconds)), `+${grown.toFixed(0)} MB`]);
      console.log(rows.at(-1)?.join('  '));
    }
    if (python === undefined || keys.length > PEERS_MOST) continue;
    const { map: theirs, seconds, megabytes } = await mapOfPeer(python, source, keys);
    rows.push([`${keys.length}`, 'umap-learn', ...(await figures(theirs, source, seconds)), `${megabytes.toFixed(0)} MB`]);
    console.log(rows.at(-1)?.join('  '));
  }
  console.log(`\n${table(['papers', 'map', 'time', 'trustworthiness@15', 'memory (ours: what it adds to the index)'], rows)}`);
  await close();
  await closeHome(home);
}

async function figures(made: PaperMap, source: MapSource, seconds: number): Promise<string[]> {
  return [`${seconds.toFixed(1)} s`, (await trustworthiness(made, source, { sample: 500 })).toFixed(4)];
}

/** The vectors as the index has them in memory, which is where the product takes them from. */
async function openSource({ store, embedder, folder }: Home): Promise<{ source: MapSource; close(): Promise<void> }> {
  const { id, dimensions } = embedder.model;
  const identity = vectorIdentity(id, dimensions);
  const index = new WorkerIndex({ identity, dimensions, folder: await snapshotFolder({ folder }, identity) });
  const dense = new DenseView({ store, embedder, index, dimensions });
  await dense.size();
  return { source: { identity, dimensions, vectors: (keys) => dense.roughVectors(keys) }, close: () => dense.keeper.close() };
}

async function keysOf({ store, embedder }: Home): Promise<number[]> {
  const keys: number[] = [];
  for (let since = 0; ; ) {
    const changes = await store.changes(embedder.model.id, since, 5_000);
    if (changes.length === 0) return keys;
    keys.push(...changes.filter(({ vector }) => vector !== undefined).map(({ key }) => key));
    since = changes.at(-1)?.sequence ?? since;
  }
}
