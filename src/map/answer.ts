import type { MapLabel } from '../drawing/map-labels.js';
import type { MapArea } from '../drawing/map-scene.js';
import type { PaperkinError } from '../errors.js';
import type { Paper } from '../paper/paper.js';
import type { TopicSummary } from '../topics/answer.js';

/** What is said of the map. */

export interface MapState {
  /** Papers on it, and how many of them the others were placed by. */
  papers: number;
  landmarks: number;
  /** Model and dimensions of the vectors that it was made of. */
  identity: string;
  /** Absent where nothing is known of the file but its places. */
  updated?: string;
  seed?: number;
  /** Whether papers have come, changed or gone since, or the model is another. */
  upToDate: boolean;
  /** Whether neighbours on the map are neighbours in truth, 0 to 1, by the 15 nearest; absent until it has been measured. */
  trustworthiness?: number;
  /** Where it is. */
  file: string;
}

/** Why a map was made from nothing. */
export type MapReason = 'first' | 'asked' | 'model' | 'growth' | 'landmarks' | 'unknown' | 'unreadable';

export interface MapUpdate extends MapState {
  /** Why it was made from nothing; absent where it goes on from the one before. */
  anew?: MapReason;
  /** Papers that came onto it, were placed again since their vector may be another, and left it. */
  added: number;
  moved: number;
  dropped: number;
}

/** An update in the background. */
export interface MapUpdating {
  running: boolean;
  begun?: string;
  ended?: string;
  /** Laying out landmarks, in rounds; placing papers beside them; measuring how far it can be trusted, in papers. */
  phase?: MapPhase;
  done?: number;
  total?: number;
  update?: MapUpdate;
  error?: ReturnType<PaperkinError['toJSON']>;
}

export type MapPhase = 'laying out' | 'placing' | 'measuring';

/** What a page needs beside the places to draw the map. */
export interface MapLegend extends Omit<MapState, 'file'> {
  /** Those of papers of no area are the last of each theme. */
  colours: { light: string[]; dark: string[] };
  areas: MapArea[];
  /** Names, for a map that is `scale` pixels a unit at zoom 0 and `step` times as large at each deeper one. */
  labels: MapLabel[];
  scale: number;
  step: number;
}

export interface MapPicture {
  content: string | Uint8Array;
  type: 'image/svg+xml' | 'image/png';
  /** One content is one tag. */
  tag: string;
  /** Whether topics have been found: without them it has one colour, and no names. */
  hasTopics: boolean;
}

/** A paper of the map, and the field, topic and subtopic that it is in. */
export interface MapPaper {
  paper: Paper;
  topics: TopicSummary[];
}
