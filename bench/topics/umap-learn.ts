import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MapSource, PaperMap } from '../../src/stores/paper-map.js';
import { pythonCommand } from '../support/child.js';

export interface PeersMap {
  map: PaperMap;
  /** Without its start. */
  seconds: number;
  /** Highest resident memory. */
  megabytes: number;
}

/** The map that umap-learn makes of the same vectors, see `peers/umap_learn.py`. */
export async function mapOfPeer(python: string, source: MapSource, keys: readonly number[]): Promise<PeersMap> {
  const folder = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
  const [given, made] = [join(folder, 'vectors.f32'), join(folder, 'places.f32')];
  const vectors = new Float32Array(keys.length * source.dimensions);
  for (const [row, vector] of (await source.vectors(keys)).entries()) vectors.set(vector ?? [], row * source.dimensions);
  await writeFile(given, vectors);
  const [program, ...args] = pythonCommand(python, 'peers/umap_learn.py', given, String(source.dimensions), made);
  const { stdout } = await promisify(execFile)(program, args);
  const bytes = await readFile(made);
  await rm(folder, { recursive: true, force: true });
  const places = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
  const map: PaperMap = {
    identity: source.identity,
    landmarks: keys.length,
    keys: Uint32Array.from(keys),
    x: Float32Array.from(keys, (_, i) => places[2 * i] as number),
    y: Float32Array.from(keys, (_, i) => places[2 * i + 1] as number),
  };
  return { map, ...(JSON.parse(stdout) as { seconds: number; megabytes: number }) };
}
