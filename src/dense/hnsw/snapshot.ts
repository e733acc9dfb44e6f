import { z } from 'zod';
import type { SnapshotOrigin } from '../../derived/derived-index.js';
import { dataFileSchema, readManifest, wholeDataFile, writeDataFile, writeManifest } from '../../derived/snapshot-files.js';
import { HNSW_DEFAULTS, HnswIndex } from './hnsw.js';

/** The graph on disk, so that a restart need not build it again: as hnswlib writes it, and beside it its vectors quantised. */
const manifestSchema = z.strictObject({
  format: z.literal(3),
  identity: z.string(),
  parameters: z.strictObject({ m: z.int(), efConstruction: z.int() }),
  sequence: z.int().nonnegative(),
  epoch: z.string(),
  count: z.int().nonnegative(),
  graph: dataFileSchema,
  quantised: dataFileSchema,
});

/** Writes the graph and what it is derived from. Searches go on meanwhile; nothing may be added or removed. */
export async function saveSnapshot(folder: string, graph: HnswIndex, origin: SnapshotOrigin): Promise<void> {
  const { count } = graph;
  const graphFile = await writeDataFile(folder, (path) => graph.writeGraph(path));
  const quantised = await writeDataFile(folder, (path) => graph.writeQuantised(path));
  const { identity, sequence, epoch } = origin;
  const { m, efConstruction } = HNSW_DEFAULTS;
  const manifest: z.infer<typeof manifestSchema> = {
    format: 3,
    identity,
    parameters: { m, efConstruction },
    sequence,
    epoch,
    count,
    graph: graphFile,
    quantised,
  };
  await writeManifest(folder, manifest, [graphFile, quantised]);
}

/** What a snapshot says of itself, unchecked but for its form; undefined when there is none to read. */
export async function readOrigin(folder: string): Promise<SnapshotOrigin | undefined> {
  return readManifest(folder, manifestSchema);
}

/**
 * Loads the snapshot if it is whole, of this identity and built with today's parameters.
 * Whether it is of this store's own past is for the caller to judge by `origin`, before.
 */
export async function loadSnapshot(
  folder: string,
  identity: string,
  dimensions: number,
): Promise<{ graph: HnswIndex; origin: SnapshotOrigin } | undefined> {
  const manifest = await readManifest(folder, manifestSchema);
  if (!manifest || manifest.identity !== identity) return undefined;
  const { m, efConstruction } = manifest.parameters;
  if (m !== HNSW_DEFAULTS.m || efConstruction !== HNSW_DEFAULTS.efConstruction) return undefined;
  // hnswlib trusts the file: a damaged one may crash the process, so the checksums come first.
  const [graphPath, quantisedPath] = await Promise.all([wholeDataFile(folder, manifest.graph), wholeDataFile(folder, manifest.quantised)]);
  if (graphPath === undefined || quantisedPath === undefined) return undefined;
  const graph = await HnswIndex.read({ graph: graphPath, quantised: quantisedPath }, dimensions);
  return graph.count === manifest.count ? { graph, origin: manifest } : undefined;
}
