import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SnapshotOrigin } from '../../derived/derived-index.js';
import { type DataFile, dataFileSchema, readManifest, wholeDataFile, writeDataFile, writeManifest } from '../../derived/snapshot-files.js';
import type { Block } from './block.js';
import { readArrays, readBlock, writeArrays, writeBlock } from './block-file.js';
import { SparseIndex } from './sparse-index.js';

/**
 * The words' index on disk: a file a block, written once, and one with how often each term
 * occurs and the keys of all rows, written each time, since a removal changes nothing else.
 */
const manifestSchema = z.strictObject({
  format: z.literal(2),
  identity: z.string(),
  sequence: z.int().nonnegative(),
  epoch: z.string(),
  count: z.int().nonnegative(),
  keys: dataFileSchema,
  blocks: z.array(dataFileSchema),
});

/** The files of blocks that have been written or read in this process. */
const files = new WeakMap<Block, DataFile>();

/** Writes the sealed blocks: those that are not on disk yet, and the keys of all. Papers may come and go meanwhile. */
export async function saveLexicalIndex(folder: string, index: SparseIndex, origin: SnapshotOrigin): Promise<void> {
  // Copied at once, so that blocks, counts and keys are of one moment.
  const { blocks, cells } = index.sealed();
  const keys = blocks.map(({ arrays }) => arrays.keys.slice());
  const written: DataFile[] = [];
  for (const block of blocks) {
    const before = files.get(block);
    // Another process may have put its own snapshot here and removed the files of ours.
    const isThere = before !== undefined && existsSync(join(folder, before.name));
    const file = isThere ? before : await writeDataFile(folder, (path) => writeBlock(path, block));
    files.set(block, file);
    written.push(file);
  }
  const keysFile = await writeDataFile(folder, (path) => writeArrays(path, [cells, ...keys]));
  const count = keys.reduce((sum, each) => sum + each.reduce((live, key) => live + (key === 0 ? 0 : 1), 0), 0);
  const manifest: z.infer<typeof manifestSchema> = { format: 2, ...origin, count, keys: keysFile, blocks: written };
  await writeManifest(folder, manifest, [keysFile, ...written]);
}

export async function readLexicalOrigin(folder: string): Promise<SnapshotOrigin | undefined> {
  const manifest = await readManifest(folder, manifestSchema);
  return manifest && originOf(manifest);
}

/** Loads the snapshot if it is whole and of this definition of terms. */
export async function loadLexicalIndex(
  folder: string,
  identity: string,
): Promise<{ index: SparseIndex; origin: SnapshotOrigin } | undefined> {
  const manifest = await readManifest(folder, manifestSchema);
  if (!manifest || manifest.identity !== identity) return undefined;
  const keysPath = await wholeDataFile(folder, manifest.keys);
  if (keysPath === undefined) return undefined;
  const nextKeys = await readArrays(keysPath);
  const cells = nextKeys(Uint32Array);
  const blocks: Block[] = [];
  for (const file of manifest.blocks) {
    const path = await wholeDataFile(folder, file);
    if (path === undefined) return undefined;
    const block = await readBlock(path, nextKeys(Uint32Array));
    files.set(block, file);
    blocks.push(block);
  }
  const index = new SparseIndex({ blocks, cells });
  return index.count === manifest.count ? { index, origin: originOf(manifest) } : undefined;
}

function originOf({ identity, sequence, epoch }: SnapshotOrigin): SnapshotOrigin {
  return { identity, sequence, epoch };
}
