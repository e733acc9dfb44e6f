import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asPaperkinError, codeOf, PaperkinError, refusedBySystem } from '../../../errors.js';
import { DerivedFile } from '../../../files/derived-file.js';
import { makePrivateFolder } from '../../../files/private-files.js';
import { replaceFile } from '../../../files/replace-file.js';
import { type MapFacts, type MapStore, mapFactsSchema, type SavedMap } from '../../map-store.js';
import type { PaperMap } from '../../paper-map.js';
import { checksumOf, decodeMap, encodeMap } from './map-file.js';

/** Times that both files are read which another process replaces at this moment. */
const ATTEMPTS = 3;

/** The map in a file (see map-file.ts), and what is known of it in another beside it: `map.bin` and `map.json`. */
export class MapFiles implements MapStore {
  readonly #path: string;
  /** What cannot be read is as good as not there: it is made anew with the map. */
  readonly #facts: DerivedFile<MapFacts>;
  #known: SavedMap | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#facts = new DerivedFile(`${path.replace(/\.bin$/, '')}.json`, mapFactsSchema);
  }

  async read(): Promise<SavedMap | undefined> {
    for (let attempt = 1; ; attempt++) {
      const version = await this.#version();
      if (version === undefined) return undefined;
      if (this.#known?.version === version) return this.#known;
      const bytes = new Uint8Array(await readFile(this.#path));
      const [map, facts] = [this.#decoded(bytes), (await this.#facts.read()) ?? undefined];
      const belongs = facts?.checksum === checksumOf(bytes);
      // The map is put in its place first, and what is known of it a moment later.
      if ((facts !== undefined && !belongs && attempt < ATTEMPTS) || version !== (await this.#version())) continue;
      this.#known = { map, facts: belongs ? facts : undefined, bytes, version };
      return this.#known;
    }
  }

  async write(map: PaperMap, facts: Omit<MapFacts, 'format' | 'checksum'>): Promise<void> {
    await makePrivateFolder(dirname(this.#path));
    const known = await this.read().catch(() => undefined);
    const bytes = known?.map === map ? known.bytes : encodeMap(map);
    if (known?.map !== map) await replaceFile(this.#path, bytes);
    const written: MapFacts = { format: 1, checksum: checksumOf(bytes), ...facts };
    await this.#facts.write(written);
  }

  #decoded(bytes: Uint8Array): PaperMap {
    try {
      return decodeMap(bytes);
    } catch (cause) {
      throw new PaperkinError('MAP_UNREADABLE', `${this.#path}: ${asPaperkinError(cause).message}`, { value: this.#path, cause });
    }
  }

  async #version(): Promise<string | undefined> {
    const [map, facts] = await Promise.all([this.#path, this.#facts.path].map(stampOf));
    return map === undefined ? undefined : `${map}-${facts ?? 0}`;
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return [mtimeNs, size, ino].map((number) => number.toString(36)).join('.');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw refusedBySystem(cause, path) ?? new PaperkinError('MAP_UNREADABLE', `${path} cannot be read.`, { value: path, cause });
  }
}
