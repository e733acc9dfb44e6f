import { z } from 'zod';
import type { PaperMap } from './paper-map.js';

/** What is known of a map beside its places. */
export const mapFactsSchema = z.strictObject({
  format: z.literal(1),
  /** Of the map that this is about, as its file has it. */
  checksum: z.int().nonnegative(),
  updated: z.iso.datetime(),
  seed: z.int().nonnegative(),
  /** Change of the store up to which papers were looked at, and who wrote it: keys of another store mean other papers. */
  sequence: z.int().nonnegative(),
  epoch: z.string().optional(),
  /** See `trustworthiness`; absent until it has been measured, and where the papers are too few. */
  trustworthiness: z.number().min(0).max(1).optional(),
});
export type MapFacts = z.output<typeof mapFactsSchema>;

export interface SavedMap {
  map: PaperMap;
  /** Undefined where they belong to another map: somebody has put a file in the place of ours, or a write was torn. */
  facts: MapFacts | undefined;
  /** The map as docs/map.md describes its bytes, whole and checked. */
  bytes: Uint8Array<ArrayBuffer>;
  /** One state of map and facts has one version, in whichever process it is read; another state has another. ASCII, fit for an ETag. */
  version: string;
}

/** Where the map of the papers is kept. It is derived of their vectors: whoever writes last is right. */
export interface MapStore {
  /** Undefined where there is none. @throws MAP_UNREADABLE */
  read(): Promise<SavedMap | undefined>;
  /** Whole or not at all. */
  write(map: PaperMap, facts: Omit<MapFacts, 'format' | 'checksum'>): Promise<void>;
}
