import { availableParallelism } from 'node:os';
import { PaperkinError, throwIfAborted } from '../errors.js';
import { KeySet } from '../paper/key-set.js';
import type { MapSource, MapWork, PaperMap } from '../stores/paper-map.js';
import { untilAborted } from '../threads/until-aborted.js';
import { WorkerChannel } from '../threads/worker-channel.js';
import { chooseLandmarks } from './landmarks.js';

/** 10,000 take 2.5 times as long and trust is no better: .007 less on 52,892 papers, .003 more on 397,252 (before papers stood aside). */
const LANDMARKS = 4_000;
/** Papers that go to a thread at once: a third of a second's work. */
const BATCH = 2_048;
/** Epochs between two looks at the signal. */
const EPOCHS_AT_ONCE = 10;

export interface MapOptions extends MapWork {
  /** Default 4,000. */
  landmarks?: number | undefined;
  /** The same papers and seed give the same map. Default 1. */
  seed?: number | undefined;
}

/**
 * A map of papers: landmarks are laid out by UMAP and the others placed beside them. Papers without a vector are left out.
 * 400,000 take some two minutes on two cores; memory is that of the landmarks and the result.
 * @throws INTERRUPTED when the signal is aborted
 */
export async function makeMap(source: MapSource, keys: Iterable<number>, options: MapOptions = {}): Promise<PaperMap> {
  const { landmarks = LANDMARKS, seed = 1, signal, onProgress } = options;
  const all = [...keys];
  const { keys: chosen, vectors } = await read(source, chooseLandmarks(all, landmarks, seed));
  const map = { identity: source.identity, landmarks: chosen.length, keys: Uint32Array.from(chosen) };
  if (chosen.length === 0) return { ...map, x: new Float32Array(), y: new Float32Array() };
  const positions = await withWorkers(1, signal, async ([channel]) => {
    await channel?.call('landmarks', { vectors, dimensions: source.dimensions });
    const total = (await channel?.call<number>('layOut', seed)) ?? 0;
    for (let done = 0; done < total; ) {
      throwIfAborted(signal);
      done = (await channel?.call<number>('advance', EPOCHS_AT_ONCE)) ?? total;
      onProgress?.({ phase: 'landmarks', done, total });
    }
    return await channel?.call<Float32Array>('positions', undefined);
  });
  return await extendMap({ ...map, ...coordinates(positions ?? new Float32Array()) }, source, all, options);
}

/**
 * The map with those of the papers that it lacks. None of its papers moves, and a paper comes to the same place whenever it
 * comes and whatever comes with it.
 * @throws INVALID_INPUT where the vectors are another model's
 * @throws INTERRUPTED when the signal is aborted
 */
export async function extendMap(map: PaperMap, source: MapSource, keys: Iterable<number>, work: MapWork = {}): Promise<PaperMap> {
  const { threads = Math.min(4, availableParallelism()), signal, onProgress } = work;
  if (map.identity !== source.identity) {
    const remedy = 'Make the map anew.';
    throw new PaperkinError('INVALID_INPUT', `The map was made of vectors of ${map.identity}.`, { value: source.identity, remedy });
  }
  // Bits: a Set of 400,000 numbers would take a tenth of a second of the thread that answers.
  const known = new KeySet(map.keys);
  const missing: number[] = [];
  for (const key of keys) {
    if (known.has(key)) continue;
    known.add(key);
    missing.push(key);
  }
  if (missing.length === 0 || map.landmarks === 0) return map;
  const batches = Array.from({ length: Math.ceil(missing.length / BATCH) }, (_, i) => missing.slice(i * BATCH, (i + 1) * BATCH));
  const placed = new Array<Placed>(batches.length);
  let [next, done] = [0, 0];
  await withWorkers(Math.min(threads, batches.length), signal, async (channels) => {
    const landmarks = await landmarksOf(map, source);
    if (landmarks.positions.length === 0) throw new PaperkinError('INTERNAL', 'None of the landmarks of the map is there any more.');
    await Promise.all(
      channels.map(async (channel) => {
        await channel.call('landmarks', { vectors: landmarks.vectors, dimensions: source.dimensions });
        await channel.call('settle', landmarks.positions);
        while (next < batches.length) {
          throwIfAborted(signal);
          const at = next++;
          const batch = await read(source, batches[at] as number[]);
          placed[at] = { keys: batch.keys, positions: await channel.call<Float32Array>('place', batch.vectors, [batch.vectors.buffer]) };
          done += (batches[at] as number[]).length;
          onProgress?.({ phase: 'papers', done, total: missing.length });
        }
      }),
    );
  });
  return joined(map, placed);
}

interface Placed {
  keys: readonly number[];
  /** x and y of each. */
  positions: Float32Array;
}

/** Whatever they are at ends when the signal is aborted. @throws INTERRUPTED */
async function withWorkers<T>(
  count: number,
  signal: AbortSignal | undefined,
  use: (channels: readonly WorkerChannel[]) => Promise<T>,
): Promise<T> {
  const channels = Array.from({ length: count }, openWorker);
  try {
    const result = await untilAborted(use(channels), signal);
    for (const channel of channels) channel.retire();
    return result;
  } catch (thrown) {
    await Promise.all(channels.map((channel) => channel.close()));
    throw thrown;
  }
}

function openWorker(): WorkerChannel {
  return new WorkerChannel('map', new URL('./map-worker.js', import.meta.url), {});
}

/** The vectors of papers, one after the other, and whose they are: those that have one. */
async function read(source: MapSource, keys: readonly number[]): Promise<{ keys: number[]; vectors: Float32Array<ArrayBuffer> }> {
  const found = await source.vectors(keys);
  const having = keys.filter((_, i) => found[i] !== undefined);
  const vectors = new Float32Array(having.length * source.dimensions);
  found
    .filter((vector) => vector !== undefined)
    .forEach((vector, i) => {
      vectors.set(vector, i * source.dimensions);
    });
  return { keys: having, vectors };
}

/** The landmarks that are still there, with their places. */
async function landmarksOf(map: PaperMap, source: MapSource) {
  const rows = new Map(Array.from(map.keys.subarray(0, map.landmarks), (key, row) => [key, row]));
  const { keys, vectors } = await read(source, [...rows.keys()]);
  const positions = keys.flatMap((key) => {
    const row = rows.get(key) ?? 0;
    return [map.x[row] as number, map.y[row] as number];
  });
  return { vectors, positions: Float32Array.from(positions) };
}

function coordinates(positions: Float32Array): { x: Float32Array; y: Float32Array } {
  const count = positions.length / 2;
  return {
    x: Float32Array.from({ length: count }, (_, i) => positions[2 * i] as number),
    y: Float32Array.from({ length: count }, (_, i) => positions[2 * i + 1] as number),
  };
}

function joined(map: PaperMap, placed: readonly Placed[]): PaperMap {
  const count = placed.reduce((sum, { keys }) => sum + keys.length, map.keys.length);
  const result = { ...map, keys: new Uint32Array(count), x: new Float32Array(count), y: new Float32Array(count) };
  result.keys.set(map.keys);
  result.x.set(map.x);
  result.y.set(map.y);
  let at = map.keys.length;
  for (const { keys, positions } of placed) {
    const { x, y } = coordinates(positions);
    result.keys.set(keys, at);
    result.x.set(x, at);
    result.y.set(y, at);
    at += keys.length;
  }
  return result;
}
