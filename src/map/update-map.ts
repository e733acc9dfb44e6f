import { KeySet } from '../paper/key-set.js';
import type { SavedMap } from '../stores/map-store.js';
import type { MapSource, PaperMap } from '../stores/paper-map.js';
import type { MapReason } from './answer.js';
import { extendMap, type MapOptions, makeMap } from './make-map.js';

/** What the map is brought up to date with. */
export interface MapNews {
  source: MapSource;
  /** Papers that there are. */
  keys: KeySet;
  /** Papers whose vector may be another than when they were placed. */
  changed: KeySet;
}

/** A map of few papers says little of where so many times as many belong. */
const GROWTH = 4;
/** Landmarks of which fewer than that share are left are no landmarks. */
const ENOUGH = 0.5;
/** From so many landmarks on a map is never too small for what comes. */
const MANY = 4_000;

export interface Updated {
  map: PaperMap;
  anew?: MapReason;
  added: number;
  moved: number;
  dropped: number;
}

/**
 * The map with the papers that have come and without those that have gone. Papers that have changed are placed again, but for landmarks:
 * others were placed by where they are. Every other paper stays.
 * @param before undefined where there is none, a reason where it is of no use
 */
export async function updatedMap(before: SavedMap | MapReason | undefined, news: MapNews, options: MapOptions): Promise<Updated> {
  if (before === undefined || typeof before === 'string') return anew(before ?? 'first', news, options);
  const { source, keys, changed } = news;
  const landmarks = before.map.keys.subarray(0, before.map.landmarks).filter((key) => keys.has(key)).length;
  if (before.map.landmarks < MANY && keys.size > GROWTH * before.map.landmarks) return anew('growth', news, options);
  if (landmarks < ENOUGH * before.map.landmarks) return anew('landmarks', news, options);
  const stays = keptRows(before.map, (key, row) => keys.has(key) && (row < before.map.landmarks || !changed.has(key)));
  const kept = stays.length === before.map.keys.length ? before.map : rowsOf(before.map, stays, landmarks);
  const map = await extendMap(kept, source, keys, options);
  const known = new KeySet(before.map.keys);
  let [added, moved] = [0, 0];
  for (const key of map.keys.subarray(kept.keys.length)) {
    if (known.has(key)) moved++;
    else added++;
  }
  return { map, added, moved, dropped: before.map.keys.length - kept.keys.length - moved };
}

async function anew(reason: MapReason, { source, keys }: MapNews, options: MapOptions): Promise<Updated> {
  const map = await makeMap(source, keys, options);
  return { map, anew: reason, added: map.keys.length, moved: 0, dropped: 0 };
}

function keptRows({ keys }: PaperMap, isKept: (key: number, row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(keys.length);
  let count = 0;
  for (let row = 0; row < keys.length; row++) if (isKept(keys[row] as number, row)) rows[count++] = row;
  return rows.subarray(0, count);
}

function rowsOf({ identity, keys, x, y }: PaperMap, rows: Uint32Array, landmarks: number): PaperMap {
  const [newKeys, newX, newY] = [new Uint32Array(rows.length), new Float32Array(rows.length), new Float32Array(rows.length)];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    newKeys[i] = keys[row] as number;
    newX[i] = x[row] as number;
    newY[i] = y[row] as number;
  }
  return { identity, landmarks, keys: newKeys, x: newX, y: newY };
}
