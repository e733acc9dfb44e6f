import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../../src/embedding/embedder.js';
import { openEmbedder } from '../../src/open.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';

/** A data folder as these measurements read it. They never write into it. */
export interface Home {
  folder: string;
  store: SqliteStore;
  /** By the model in use, with as many dimensions as are indexed. */
  embedder: Embedder;
}

export async function openHome(folder: string): Promise<Home> {
  return { folder, store: await SqliteStore.open(folder), embedder: await openEmbedder({ home: folder }) };
}

export async function closeHome({ store, embedder }: Home): Promise<void> {
  await embedder.close();
  await store.close();
}

/** The folder of the snapshot of this identity. */
export async function snapshotFolder({ folder }: Pick<Home, 'folder'>, identity: string): Promise<string> {
  const all = join(folder, 'index');
  for (const name of await readdir(all)) {
    const manifest = await readFile(join(all, name, 'snapshot.json'), 'utf8').catch(() => '{}');
    if ((JSON.parse(manifest) as { identity?: string }).identity === identity) return join(all, name);
  }
  throw new Error(`${folder} has no snapshot of ${identity}: "paperkin embed" makes it`);
}
