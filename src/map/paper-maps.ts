import type { z } from 'zod';
import { vectorIdentity } from '../dense/vector-index.js';
import { hex, THEMES } from '../drawing/palette.js';
import { PaperkinError } from '../errors.js';
import type { DenseView } from '../indexing/dense-view.js';
import type { DenseViews } from '../indexing/dense-views.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import { KeySet } from '../paper/key-set.js';
import type { MapStore, SavedMap } from '../stores/map-store.js';
import type { MapSource } from '../stores/paper-map.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { TopicStore, VersionedTopics } from '../stores/topic-store.js';
import { eitherSignal, untilAborted } from '../threads/until-aborted.js';
import { TopicMembers } from '../topics/members.js';
import { summarizeTopic } from '../topics/saved.js';
import type { MapLegend, MapPaper, MapPhase, MapPicture, MapReason, MapState, MapUpdate } from './answer.js';
import { mapAsCsv } from './map-csv.js';
import { MapScenes } from './map-scenes.js';
import type { mapPictureSchema, updateMapSchema } from './query.js';
import { trustworthiness } from './trustworthiness.js';
import { updatedMap } from './update-map.js';

export interface PaperMapsParts {
  store: Pick<PaperStore, 'byKeys' | 'sequence' | 'epochOf' | 'changes'>;
  maps: MapStore;
  /** Where the map lies, for people: answers tell it. */
  mapFile: string;
  topics: Pick<TopicStore, 'read'>;
  views: Pick<DenseViews, 'use'>;
  lexical: Pick<LexicalView, 'select' | 'keeper'>;
  /** Aborted when the engine is closed. */
  stopping: AbortSignal;
}

export interface UpdateWork {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { phase: MapPhase; done: number; total: number }) => void) | undefined;
}

const SEED = 1;
/** Changes of the store that are read at once: a few milliseconds. */
const CHANGES = 500;
/** Neighbours on the map that are looked at; and so many papers have too few. */
const NEIGHBOURS = 15;

/**
 * The papers on a map, like the map of a city: what is alike lies near, and what is there stays where it is when more is built. Where none has
 * been made, all but {@link PaperMaps.update} is MAP_MISSING.
 *
 *     await engine.updateMap();
 *     const { content } = await engine.mapPicture({ format: 'svg', theme: 'dark' });
 */
export class PaperMaps {
  readonly #parts: PaperMapsParts;
  readonly #scenes = new MapScenes();
  #members: { saved: VersionedTopics; members: TopicMembers } | undefined;

  constructor(parts: PaperMapsParts) {
    this.#parts = parts;
  }

  /**
   * Makes the map, or adds what has come to the one that there is: its papers stay where they are, papers that have gone are dropped. It is
   * made from nothing with `anew` or another seed, after another model was chosen, where the papers are four times as many as a map of fewer
   * than 4,000 had, and where the file cannot be read or was another store's.
   * @throws INVALID_INPUT, INTERRUPTED: then the map is as it was
   */
  async update(query: z.output<typeof updateMapSchema>, { signal: given, onProgress }: UpdateWork = {}): Promise<MapUpdate> {
    const signal = eitherSignal(this.#parts.stopping, given);
    const { anew, seed } = query;
    const { store, maps, views, lexical } = this.#parts;
    return views.use(async (dense) => {
      const source = sourceOf(dense);
      const known = await this.#known();
      const before = anew ? 'asked' : await this.#usable(known, source, seed);
      // Where no index has been made yet, that takes as long as making it.
      const keys = await untilAborted(lexical.select({}), signal);
      // An index that follows another process's writing may be behind the store.
      const sequence = Math.min(await untilAborted(dense.keeper.reached(), signal), await lexical.keeper.reached());
      const since = typeof before === 'object' ? before.facts?.sequence : undefined;
      const changed = since === undefined ? new KeySet() : await this.#changedSince(dense.model.id, since);
      const used = seed ?? (typeof known === 'object' ? known.facts?.seed : undefined) ?? SEED;
      const { map, ...counts } = await updatedMap(
        before,
        { source, keys, changed },
        {
          seed: used,
          signal,
          onProgress: ({ phase, ...amounts }) => onProgress?.({ phase: phase === 'landmarks' ? 'laying out' : 'placing', ...amounts }),
        },
      );
      if (map.keys.length === 0) {
        const remedy = 'Import papers, or run "paperkin embed".';
        throw new PaperkinError('MAP_MISSING', 'There are no embedded papers.', { remedy });
      }
      const isSame = typeof before === 'object' && map === before.map;
      const trust = isSame ? before.facts?.trustworthiness : undefined;
      if (!isSame || before.facts?.sequence !== sequence) {
        const epoch = await store.epochOf(sequence);
        await maps.write(map, {
          updated: new Date().toISOString(),
          seed: used,
          sequence,
          ...(epoch !== undefined && { epoch }),
          ...(trust !== undefined && { trustworthiness: trust }),
        });
      }
      return { ...(await this.state()), ...counts };
    });
  }

  /** Whether there is a map, and its files are not as they were written. */
  async isDamaged(): Promise<boolean> {
    const known = await this.#known();
    return known === 'unreadable' || (known !== undefined && known.facts === undefined);
  }

  /** What is known of the map. @throws MAP_MISSING, MAP_UNREADABLE */
  async state(): Promise<MapState> {
    const { map, facts } = await this.#saved();
    const [sequence, identity] = await Promise.all([this.#parts.store.sequence(), this.#parts.views.use(async (view) => identityOf(view))]);
    return {
      papers: map.keys.length,
      landmarks: map.landmarks,
      identity: map.identity,
      ...(facts && { updated: facts.updated, seed: facts.seed }),
      upToDate: map.identity === identity && facts?.sequence === sequence,
      ...(facts?.trustworthiness !== undefined && { trustworthiness: facts.trustworthiness }),
      file: this.#parts.mapFile,
    };
  }

  /**
   * Whether neighbours on the map are neighbours in truth, 0 to 1; measured once for each state of the map, which takes a minute for 400,000
   * papers. Undefined for fewer than 31 papers, which have no neighbourhoods, and for a map of another model.
   * @throws MAP_MISSING, MAP_UNREADABLE, INTERRUPTED
   */
  async trustworthiness({ signal: given, onProgress }: UpdateWork = {}): Promise<number | undefined> {
    const signal = eitherSignal(this.#parts.stopping, given);
    const { map, facts, version } = await this.#saved();
    if (facts?.trustworthiness !== undefined) return facts.trustworthiness;
    return this.#parts.views.use(async (dense) => {
      if (map.keys.length <= 2 * NEIGHBOURS || identityOf(dense) !== map.identity) return undefined;
      const measured = await trustworthiness(map, sourceOf(dense), {
        k: NEIGHBOURS,
        signal,
        onProgress: (amounts) => onProgress?.({ phase: 'measuring', ...amounts }),
      });
      const now = await this.#parts.maps.read();
      // Another process may have made another map meanwhile.
      if (facts && now?.version === version) {
        const { format: _format, checksum: _checksum, ...others } = facts;
        await this.#parts.maps.write(map, { ...others, trustworthiness: measured });
      }
      return measured;
    });
  }

  /** The map as docs/map.md describes its bytes; one state of it has one tag. @throws MAP_MISSING, MAP_UNREADABLE */
  async bytes(): Promise<{ bytes: Uint8Array<ArrayBuffer>; tag: string }> {
    const { bytes, version } = await this.#saved();
    return { bytes, tag: version };
  }

  /** What a page needs to draw the map, but for the places. @throws MAP_MISSING, MAP_UNREADABLE, TOPICS_UNREADABLE */
  async legend(): Promise<MapLegend> {
    const [{ areas, labels, view, step }, { file: _file, ...state }] = await Promise.all([this.#scene(), this.state()]);
    const colours = ({ topics, none }: (typeof THEMES)['light']) => [...topics, none].map(hex);
    return { ...state, colours: { light: colours(THEMES.light), dark: colours(THEMES.dark) }, areas, labels, scale: view.scale, step };
  }

  /** Of each paper, in the order of the map, the number of its area in the legend; 255 for none. @throws as legend */
  async areaOf(): Promise<Uint8Array> {
    return (await this.#scene()).areaOf;
  }

  /** @throws MAP_MISSING, MAP_UNREADABLE, TOPICS_UNREADABLE, INVALID_INPUT */
  async picture(query: z.output<typeof mapPictureSchema>): Promise<MapPicture> {
    const [saved, topics] = await Promise.all([this.#saved(), this.#parts.topics.read()]);
    return this.#scenes.picture(saved, topics, query);
  }

  /** As CSV: id, title, x, y and topic of each paper, some hundred rows at a time. @throws MAP_MISSING, MAP_UNREADABLE, TOPICS_UNREADABLE */
  async csv(): Promise<AsyncGenerator<string>> {
    const { map } = await this.#saved();
    const members = await this.#topics();
    return mapAsCsv(map, async (keys) =>
      (await this.#parts.store.byKeys(keys)).map((stored) => {
        if (!stored) return undefined;
        const { id, title } = stored.paper;
        const topic = topicsOf(members, stored.key).find(({ level }) => level === 'topic')?.name;
        return { id, title, topic };
      }),
    );
  }

  /** A paper by the key that the map has for it. @throws PAPER_NOT_FOUND, TOPICS_UNREADABLE */
  async paper(key: number): Promise<MapPaper> {
    const [stored] = await this.#parts.store.byKeys([key]);
    if (!stored) throw new PaperkinError('PAPER_NOT_FOUND', 'There is no paper of this key any more.', { value: key });
    return { paper: stored.paper, topics: topicsOf(await this.#topics(), key) };
  }

  async #scene() {
    const [saved, topics] = await Promise.all([this.#saved(), this.#parts.topics.read()]);
    return this.#scenes.page(saved, topics);
  }

  async #saved(): Promise<SavedMap> {
    const saved = await this.#parts.maps.read();
    if (!saved) throw new PaperkinError('MAP_MISSING', 'No map has been made of these papers.');
    return saved;
  }

  async #topics(): Promise<TopicMembers | undefined> {
    const saved = await this.#parts.topics.read();
    if (saved && this.#members?.saved.version !== saved.version) this.#members = { saved, members: new TopicMembers(saved) };
    return saved && this.#members?.members;
  }

  async #known(): Promise<SavedMap | 'unreadable' | undefined> {
    return this.#parts.maps.read().catch((error: unknown) => {
      if (error instanceof PaperkinError && error.code === 'MAP_UNREADABLE') return 'unreadable' as const;
      throw error;
    });
  }

  /** The map that one can go on from, or why there is none. */
  async #usable(known: SavedMap | 'unreadable' | undefined, source: MapSource, seed: number | undefined): Promise<SavedMap | MapReason> {
    if (known === undefined) return 'first';
    if (known === 'unreadable') return known;
    if (known.map.identity !== source.identity) return 'model';
    if (known.facts === undefined || (await this.#parts.store.epochOf(known.facts.sequence)) !== known.facts.epoch) return 'unknown';
    return seed !== undefined && seed !== known.facts.seed ? 'asked' : known;
  }

  async #changedSince(model: string, since: number): Promise<KeySet> {
    const changed = new KeySet();
    for (let at = since; ; ) {
      const changes = await this.#parts.store.changes(model, at, CHANGES);
      for (const { key } of changes) changed.add(key);
      const last = changes.at(-1);
      if (!last) return changed;
      at = last.sequence;
      // SQLite answers at once: others have their turn between.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function identityOf({ model, dimensions }: DenseView): string {
  return vectorIdentity(model.id, dimensions);
}

function sourceOf(dense: DenseView): MapSource {
  return { identity: identityOf(dense), dimensions: dense.dimensions, vectors: (keys) => dense.roughVectors(keys) };
}

/** Field, topic and subtopic; none where the paper is too far from all. */
function topicsOf(members: TopicMembers | undefined, key: number) {
  const place = members?.placeOf(key);
  return !members || !place || place.isOutlier ? [] : members.pathOf(place.cell).toReversed().map(summarizeTopic);
}
