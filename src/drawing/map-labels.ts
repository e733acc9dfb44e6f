import { densestPlaces, type PointSet } from './densest.js';
import type { View } from './map-view.js';

/** A topic that wants its name on the map. */
export interface LabelledTopic {
  id: string;
  name: string;
  /** In the hierarchy: 0 for fields, then topics, then subtopics. Higher ones come first and are written larger. */
  level: number;
  /** Zoom level from which it may be shown; default 0. */
  from?: number | undefined;
  /** Where its papers are; its size is their number. */
  places: PointSet;
}

export interface MapLabel {
  id: string;
  level: number;
  /** The name, in one line or two. */
  lines: readonly string[];
  /** Of the middle, in units of the map. */
  x: number;
  y: number;
  /** Zoom level from which it is shown, then at all deeper ones. */
  zoom: number;
  /** Pixels of its letters, of its width and of its height, with some space around, whatever the zoom. */
  fontSize: number;
  width: number;
  height: number;
}

/** Pixels by level of the hierarchy; what is deeper has the last. */
const FONT_SIZES = [24, 14, 12] as const;
/** A letter's width by its height: that of bold sans serifs, on the wide side. */
const LETTER = 0.66;
const LINE = 1.15;
/** Longer names are broken into two lines. */
const LONG = 16;
/** Of the places of a topic so many are tried. */
const PLACES = 40;
/** Pixels around each label. */
const SPACE = 5;

/**
 * Names of topics where most of their papers lie. At zoom level z the map is step^z times as large as in the view. Of labels that
 * would overlap, that of the higher level stays, then that of the larger topic; the other one waits for a deeper zoom. A label
 * that is shown stays where it is at all deeper ones, where it has more room.
 */
export function placeLabels(topics: readonly LabelledTopic[], view: View, zooms = 6, step = 2): MapLabel[] {
  const order = topics.toSorted((a, b) => a.level - b.level || b.places.x.length - a.places.x.length || (a.id < b.id ? -1 : 1));
  const waiting = new Map(order.map((topic) => [topic, spread(densestPlaces(topic.places))]));
  const labels: MapLabel[] = [];
  for (let zoom = 0; zoom < zooms; zoom++) {
    const scale = view.scale * step ** zoom;
    for (const [topic, places] of waiting) {
      if ((topic.from ?? 0) > zoom) continue;
      const size = sizeOf(topic);
      const place = places
        .map((at) => inside(at, size, view))
        .find((at) => labels.every((other) => apart({ ...size, ...at }, other, scale)));
      if (!place) continue;
      labels.push({ id: topic.id, level: topic.level, ...size, ...place, zoom });
      waiting.delete(topic);
    }
  }
  return labels;
}

/** Some of the places, from the densest to the least dense. */
function spread<T>(places: readonly T[]): T[] {
  const every = Math.ceil(places.length / PLACES);
  return places.filter((_, i) => i % every === 0);
}

type Box = Pick<MapLabel, 'x' | 'y' | 'width' | 'height'>;

function sizeOf({ name, level }: LabelledTopic): Pick<MapLabel, 'lines' | 'fontSize' | 'width' | 'height'> {
  const fontSize = FONT_SIZES[Math.min(level, FONT_SIZES.length - 1)] as number;
  const lines = broken(name);
  const letters = lines.reduce((most, line) => Math.max(most, lettersOf(line)), 0);
  return { lines, fontSize, width: LETTER * fontSize * letters + 2 * SPACE, height: LINE * fontSize * lines.length + 2 * SPACE };
}

/** Of what is not Latin, Greek or Cyrillic a letter takes the room of two. */
function lettersOf(line: string): number {
  return [...line].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x10ff ? 2 : 1), 0);
}

/** A long name in two lines, as alike as its spaces allow. */
function broken(name: string): string[] {
  if (name.length <= LONG) return [name];
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const longer = (at: number) => Math.max(at, name.length - at - 1);
  const [first, ...others] = spaces;
  if (first === undefined) return [name];
  const at = others.reduce((best, space) => (longer(space) < longer(best) ? space : best), first);
  return [name.slice(0, at), name.slice(at + 1)];
}

/** The nearest place at which the label is whole in the view of the whole map. */
function inside({ x, y }: { x: number; y: number }, { width, height }: Omit<Box, 'x' | 'y'>, view: View): { x: number; y: number } {
  const clamp = (value: number, half: number, end: number) => Math.max(half, Math.min(end - half, value));
  const left = clamp(view.left + view.scale * x, width / 2, view.width);
  const top = clamp(view.top - view.scale * y, height / 2, view.height);
  return { x: (left - view.left) / view.scale, y: (view.top - top) / view.scale };
}

function apart(a: Box, b: Box, scale: number): boolean {
  return scale * Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || scale * Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
}
