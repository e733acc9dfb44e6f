import { randomUUID } from 'node:crypto';
import type { Learner, PapersInBothViews, Taste } from '../recommend/taste.js';
import type { Views } from '../search/candidates.js';
import { denseVectorOf, type Ground, lexicalVectorOf, standardised } from './ground.js';

/** Papers that are taken for members, or were marked, each with how much it counts: below 0 for what does not belong. */
export interface TrainingSet {
  rows: readonly number[];
  weights: readonly number[];
  /** How many of them, the last, were marked: they teach about all papers, the others only about others than themselves. */
  marked: number;
}

/** Each paper is judged by what was learnt from other papers: from those of the other parts. */
const PARTS = 5;

/**
 * What the surest papers have that random ones have not, learnt in both views; scores of all papers by it. A paper never counts as
 * an example of itself, so that the surest score no better for having been chosen.
 * @param unlike Papers that may serve as random ones, by row.
 * @returns Standardised, both views added.
 */
export async function learntScores(
  { views, learner }: { views: Views; learner: Pick<Learner, 'learn'> },
  ground: Ground,
  surest: TrainingSet,
  unlike: readonly number[],
  signal?: AbortSignal,
): Promise<Float64Array> {
  const scores = new Float64Array(ground.keys.length);
  const keyOf = (row: number) => ground.keys[row] as number;
  const dealt = deal(ground.keys);
  for (let part = 0; part < PARTS; part++) {
    signal?.throwIfAborted();
    const isOther = (row: number) => partOf(keyOf(row)) !== part;
    const from = surest.rows.length - surest.marked;
    const taught = [...surest.rows.keys()].filter((i) => i >= from || isOther(surest.rows[i] as number));
    const [judged, background] = await Promise.all([
      inBothViews(
        views,
        taught.map((i) => keyOf(surest.rows[i] as number)),
      ),
      inBothViews(views, unlike.filter(isOther).map(keyOf)),
    ]);
    const dimensions = [...judged.vectors, ...background.vectors].find((vector) => vector !== undefined)?.length ?? 0;
    const weights = taught.map((i) => surest.weights[i] as number);
    // A name for this background alone: a learner keeps the last one.
    const taste = await learner.learn({ ...judged, weights }, { identity: randomUUID(), dimensions, ...background });
    const rows = dealt[part] as number[];
    const learnt = await scoresByTaste(views, ground, rows, taste, signal);
    rows.forEach((row, i) => {
      scores[row] = learnt[i] as number;
    });
  }
  return scores;
}

async function scoresByTaste(
  views: Views,
  ground: Ground,
  rows: readonly number[],
  taste: Taste,
  signal?: AbortSignal,
): Promise<Float64Array> {
  // Random papers of all parts are the measure: of one part there may be too few.
  const keys = [...rows, ...ground.sample].map((row) => ground.keys[row] as number);
  const sample = ground.sample.map((_, i) => rows.length + i);
  const some: Ground = { ...ground, keys, sample };
  const [near, shared] = await Promise.all([
    denseVectorOf(views, some, taste.dense, signal),
    lexicalVectorOf(views, keys, taste.lexical, signal),
  ]);
  const lexical = standardised(shared, sample);
  return near.map((value, i) => value + (lexical[i] as number));
}

async function inBothViews({ dense, lexical }: Views, keys: readonly number[]): Promise<PapersInBothViews> {
  const [vectors, terms] = await Promise.all([dense.roughVectors(keys), lexical.vectors(keys)]);
  return { vectors, terms };
}

function deal(keys: readonly number[]): number[][] {
  const parts = Array.from({ length: PARTS }, (): number[] => []);
  keys.forEach((key, row) => {
    parts[partOf(key)]?.push(row);
  });
  return parts;
}

/** Scattered, since papers that came together are alike. */
function partOf(key: number): number {
  return (Math.imul(key, 0x9e3779b1) >>> 16) % PARTS;
}
