import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { HNSW_DEFAULTS, HnswIndex } from './hnsw.js';
import type { SnapshotOrigin } from './vector-index.js';

/**
 * The graph on disk, so that a restart need not build it again. Two files: the graph as hnswlib
 * writes it, and a manifest that names it, says of what it is derived, and carries its checksum.
 * The manifest is renamed into place last, so a torn write leaves the old snapshot or none.
 * A snapshot is derived: whatever is wrong with it, it is thrown away and the graph is rebuilt.
 */
const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Identity of the vectors. */
  model: z.string(),
  dimensions: z.int().positive(),
  parameters: z.strictObject({ m: z.int(), efConstruction: z.int() }),
  /** Up to which change of the store it goes, and who made that one. */
  sequence: z.int().nonnegative(),
  epoch: z.string(),
  count: z.int().nonnegative(),
  removed: z.array(z.int()),
  file: z.string().regex(/^graph-[0-9a-f-]+\.hnsw$/),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});

const MANIFEST = 'snapshot.json';

/** Writes the graph and what it is derived from. Blocks the thread while hnswlib writes. */
export async function saveSnapshot(folder: string, graph: HnswIndex, origin: SnapshotOrigin): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = `graph-${randomUUID()}.hnsw`;
  const path = join(folder, file);
  graph.write(path);
  await sync(path);
  const manifest: z.infer<typeof manifestSchema> = {
    format: 1,
    ...origin,
    parameters: { m: HNSW_DEFAULTS.m, efConstruction: HNSW_DEFAULTS.efConstruction },
    count: graph.count,
    removed: graph.removedKeys(),
    file,
    bytes: (await stat(path)).size,
    sha256: await sha256(path),
  };
  const draft = join(folder, `${MANIFEST}.${randomUUID()}`);
  const handle = await open(draft, 'wx');
  await handle.writeFile(JSON.stringify(manifest));
  await handle.sync();
  await handle.close();
  await rename(draft, join(folder, MANIFEST));
  await removeOthers(folder, file);
}

/** What a snapshot says of itself, unchecked but for its form; undefined when there is none to read. */
export async function readOrigin(folder: string): Promise<SnapshotOrigin | undefined> {
  return await readManifest(folder);
}

/**
 * Loads the snapshot if it is whole, of this model and built with today's parameters.
 * Whether it is of this store's own past is for the caller to judge by `origin`, before.
 */
export async function loadSnapshot(folder: string, model: string): Promise<{ graph: HnswIndex; origin: SnapshotOrigin } | undefined> {
  const manifest = await readManifest(folder);
  if (!manifest || manifest.model !== model) return undefined;
  const { m, efConstruction } = manifest.parameters;
  if (m !== HNSW_DEFAULTS.m || efConstruction !== HNSW_DEFAULTS.efConstruction) return undefined;
  const path = join(folder, manifest.file);
  // hnswlib trusts the file: a damaged one may crash the process, so the checksum comes first.
  if (!existsSync(path) || (await stat(path)).size !== manifest.bytes || (await sha256(path)) !== manifest.sha256) return undefined;
  const graph = await HnswIndex.read(path, manifest.dimensions, manifest.removed);
  return graph.count === manifest.count ? { graph, origin: manifest } : undefined;
}

async function readManifest(folder: string): Promise<z.infer<typeof manifestSchema> | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Another process may be writing its snapshot at this moment: what is younger than this is left to the next time. */
const SETTLED_AGE = 60_000;

/** Removes earlier graphs. A reader that has just read the old manifest finds no file then, and rebuilds. */
async function removeOthers(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === keep || !(name.startsWith('graph-') || name.startsWith(`${MANIFEST}.`))) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > SETTLED_AGE) await rm(path, { force: true });
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync();
  await handle.close();
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
