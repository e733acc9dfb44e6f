import { crc32 } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Scene, SceneTopics } from '../drawing/map-scene.js';
import type { SavedMap } from '../stores/map-store.js';
import type { SavedTopics, VersionedTopics } from '../stores/topic-store.js';
import type { MapPicture } from './answer.js';
import { arrangeScene, drawPng, drawSvg } from './draw-map.js';
import type { MapPictureOptions } from './query.js';

/**
 * On the page the map is 320 pixels wide at zoom 0: no screen is smaller. Fields come in at once, topics on a map of 700 pixels, subtopics
 * on one of 2,600, the last names on one of 28,000.
 */
const PAGE = { width: 320, zooms: 18, step: 1.3, from: { field: 0, topic: 3, subtopic: 8 }, isFramed: false };
/** Pictures that are kept: each is a megabyte or two. */
const KEPT = 4;

/** Scenes and pictures of one state of map and topics, each worked out once, in a thread of its own. */
export class MapScenes {
  #state: { saved: SavedMap; topics: VersionedTopics | undefined } | undefined;
  readonly #kept = new LRUCache<string, Promise<unknown>>({ max: KEPT });

  /** For the page, at all zoom levels. */
  page(saved: SavedMap, topics: VersionedTopics | undefined): Promise<Scene & { step: number }> {
    return this.#once('page', saved, topics, async () => {
      const scene = await arrangeScene({ map: plainMap(saved), topics: plainTopics(topics), ...PAGE });
      return { ...scene, step: PAGE.step };
    });
  }

  picture(saved: SavedMap, topics: VersionedTopics | undefined, query: MapPictureOptions): Promise<MapPicture> {
    return this.#once(JSON.stringify(query), saved, topics, async () => {
      const { format, theme, width, level } = query;
      const from = { field: 0, ...(level !== 'field' && { topic: 0 }), ...(level === 'subtopic' && { subtopic: 0 }) };
      const scene = await arrangeScene({
        map: plainMap(saved),
        topics: plainTopics(topics),
        width,
        zooms: 1,
        step: 1,
        isFramed: true,
        from,
      });
      const groups = { of: scene.areaOf, count: scene.areas.length };
      const parts = { map: { x: saved.map.x, y: saved.map.y }, groups, view: scene.view, theme };
      const hasTopics = topics !== undefined;
      if (format === 'png') return picture(await drawPng(parts), 'image/png', hasTopics);
      return picture(await drawSvg(parts, scene.labels, titleOf(scene, saved.map.keys.length)), 'image/svg+xml', hasTopics);
    });
  }

  #once<T>(name: string, saved: SavedMap, topics: VersionedTopics | undefined, make: () => Promise<T>): Promise<T> {
    if (this.#state?.saved.version !== saved.version || this.#state.topics?.version !== topics?.version) this.#kept.clear();
    this.#state = { saved, topics };
    const known = this.#kept.get(name);
    if (known) return known as Promise<T>;
    const making = make();
    this.#kept.set(name, making);
    making.catch(() => this.#kept.delete(name));
    return making;
  }
}

function picture(content: string | Uint8Array, type: MapPicture['type'], hasTopics: boolean): MapPicture {
  return { content, type, tag: `${content.length}-${crc32(content)}`, hasTopics };
}

/** For those who cannot see it. */
function titleOf({ areas }: Scene, papers: number): string {
  const names = areas.toSorted((a, b) => b.papers - a.papers).map(({ name }) => name);
  return `A map of ${papers.toLocaleString('en')} papers${names.length === 0 ? '' : `: ${names.join('; ')}`}`;
}

function plainMap({ map: { keys, x, y } }: SavedMap) {
  return { keys, x, y };
}

function plainTopics(saved: SavedTopics | undefined): SceneTopics | undefined {
  if (!saved) return undefined;
  const { document, numbers } = saved;
  const topics = document.topics.map(({ id, level, parent, name, label, cell }) => ({ id, level, parent, name: name ?? label, cell }));
  return { topics, keys: numbers.keys, cells: numbers.cells, similarities: numbers.similarities, threshold: document.threshold };
}
