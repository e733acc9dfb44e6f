import { z } from 'zod';
import type { PaperMap } from '../stores/paper-map.js';
import { TOPIC_LEVELS, type TopicLevel } from '../stores/topic-store.js';
import { type LabelledTopic, type MapLabel, placeLabels } from './map-labels.js';
import { fitView, type View } from './map-view.js';
import { colourGroups, THEMES } from './palette.js';

/** A field, or where there is but one a topic, by which papers are coloured. */
export const mapAreaSchema = z.strictObject({
  id: z.string(),
  level: z.enum(TOPIC_LEVELS),
  name: z.string(),
  /** How many papers it has on the map. */
  papers: z.number(),
  /** Index among the colours of a theme. */
  colour: z.number(),
});
type MapArea = z.output<typeof mapAreaSchema>;

/** What is drawn, and how large; plain data, since it goes to a worker. */
export interface SceneQuery {
  map: Pick<PaperMap, 'keys' | 'x' | 'y'>;
  /** Undefined: they have never been found. */
  topics: SceneTopics | undefined;
  /** Of the whole map, in pixels. */
  width: number;
  /** How many zoom levels labels are for, and how many times larger the map is at each than at the one before. */
  zooms: number;
  step: number;
  /** Whether the map ends where the view does: then labels are whole in it. */
  isFramed: boolean;
  /** Zoom level from which on those of each level may be shown; not at all where it is not said. */
  from: Partial<Record<TopicLevel, number>>;
}

/** As they were saved. */
export interface SceneTopics {
  topics: { id: string; level: TopicLevel; parent: string | undefined; name: string; cell: number | undefined }[];
  /** Of each paper its key, ascending, the cell that it is in, and how similar it is to that; below the threshold it is in none. */
  keys: Uint32Array;
  cells: Uint16Array;
  similarities: Float32Array;
  threshold: number;
}

export interface Scene {
  view: View;
  areas: MapArea[];
  /** Of each paper of the map the number of its area; {@link NO_AREA} for none. */
  areaOf: Uint8Array;
  labels: MapLabel[];
}

const NO_AREA = 255;
/** Pixels from the middle to an edge that nobody sees. */
const FAR = 1e6;
const LEVELS: readonly TopicLevel[] = ['field', 'topic', 'subtopic'];

/**
 * Papers by the field that they are in, or by topic where there is but one field, and names where most of their papers are. 400,000 papers
 * take a second or two: called in a thread of its own.
 */
export function sceneOf({ map, topics, width, zooms, step, isFramed, from }: SceneQuery): Scene {
  const view = fitView(map, width);
  if (!topics) return { view, areas: [], areaOf: new Uint8Array(map.keys.length).fill(NO_AREA), labels: [] };
  const rowsOfCell = rowsByCell(map.keys, topics);
  const cellsOf = cellsByTopic(topics.topics);
  const isOneField = topics.topics.filter(({ level }) => level === 'field').length < 2;
  const coloured = topics.topics.filter(({ level }) => level === (isOneField ? 'topic' : 'field')).slice(0, NO_AREA);
  const areaOf = new Uint8Array(map.keys.length).fill(NO_AREA);
  const areas = coloured.map(({ id, level, name }, number) => {
    let papers = 0;
    for (const cell of cellsOf.get(id) ?? [])
      for (const row of rowsOfCell[cell] ?? []) {
        areaOf[row] = number;
        papers++;
      }
    return { id, level, name, papers, colour: 0 };
  });
  const groups = { of: areaOf, count: areas.length };
  colourGroups(groups, map.x, map.y, THEMES.light.topics.length).forEach((colour, number) => {
    (areas[number] as MapArea).colour = colour;
  });
  const named = topics.topics.flatMap((topic): LabelledTopic[] => {
    const first = from[topic.level];
    // The only field is the map itself.
    if (first === undefined || (isOneField && topic.level === 'field')) return [];
    const rows = (cellsOf.get(topic.id) ?? []).flatMap((cell) => rowsOfCell[cell] ?? []);
    const places = { x: Float32Array.from(rows, (row) => map.x[row] as number), y: Float32Array.from(rows, (row) => map.y[row] as number) };
    return [{ id: topic.id, name: topic.name, level: LEVELS.indexOf(topic.level), from: first, places }];
  });
  const around = isFramed ? view : { width: 2 * FAR, height: 2 * FAR, left: FAR, top: FAR, scale: view.scale };
  return { view, areas, areaOf, labels: placeLabels(named, around, zooms, step) };
}

/** The rows of the map that each cell has, outliers and papers that came later left out. */
function rowsByCell(mapKeys: Uint32Array, { keys, cells, similarities, threshold }: SceneTopics): number[][] {
  const cellOfKey = new Map<number, number>();
  for (let i = 0; i < keys.length; i++) if ((similarities[i] as number) >= threshold) cellOfKey.set(keys[i] as number, cells[i] as number);
  const rows: number[][] = [];
  mapKeys.forEach((key, row) => {
    const cell = cellOfKey.get(key);
    if (cell === undefined) return;
    rows[cell] ??= [];
    rows[cell].push(row);
  });
  return rows;
}

/** The cells of each subtopic, topic and field. */
function cellsByTopic(topics: SceneTopics['topics']): Map<string, number[]> {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const cells = new Map<string, number[]>();
  for (const topic of topics) {
    if (topic.cell === undefined) continue;
    for (let at: typeof topic | undefined = topic; at; at = byId.get(at.parent ?? '')) {
      cells.set(at.id, [...(cells.get(at.id) ?? []), topic.cell]);
    }
  }
  return cells;
}
