import type { Neighbour } from '../dense/vector-index.js';
import { seededRandom } from '../numeric/random.js';
import type { LandmarkVectors } from './landmarks.js';

/** Landmarks by which a paper is placed. */
const PLACED_BY = 25;
/** Similarity by which a landmark may be behind the nearest until it counts e times less. */
const FADE = 0.1;
/** Units of the map within which landmarks are one group. */
const REACH = 0.35;
const STEPS = 10;

/** Landmarks whose mean a paper is compared with, to tell it from its neighbours. */
const LOCAL = 5;
/** Units of the map by which that may move it, as a standard deviation. */
const OFFSET = 0.05;

/**
 * Where a paper belongs: at the densest place among its nearest landmarks, a little aside by what it has of its own. Its place depends on
 * its landmarks and itself alone, so none moves another.
 * @param positions x and y of each landmark, one after the other; at least one
 */
export function placePaper(vector: Float32Array, landmarks: LandmarkVectors, positions: Float32Array): readonly [x: number, y: number] {
  const nearest = landmarks.nearest(vector, PLACED_BY);
  const [x, y] = densestAmong(nearest, positions);
  const [right, up] = offsetOf(
    vector,
    nearest.slice(0, LOCAL).map(({ key }) => landmarks.vector(key)),
  );
  return [x + right, y + up];
}

/**
 * The densest place among landmarks, found by mean shift (Comaniciu and Meer, 2002) from the one that has most of the others around it.
 * What most tools do, the mean of all of them, puts a paper that is like two groups in the void between them, where its neighbours are
 * strangers: on 52,892 papers the trustworthiness of means is .80 to .88, that of this .95.
 * @param nearest at least one, most similar first; `key` is the row of the landmark
 */
export function densestAmong(nearest: readonly Neighbour[], positions: Float32Array): readonly [x: number, y: number] {
  const best = nearest[0]?.similarity ?? 0;
  const around = nearest.map(({ key, similarity }) => ({
    x: positions[2 * key] as number,
    y: positions[2 * key + 1] as number,
    weight: Math.exp((similarity - best) / FADE),
  }));
  let place: Place = { x: 0, y: 0, density: -1 };
  for (const { x, y } of around) {
    const { density } = shifted(around, x, y);
    if (density > place.density) place = { x, y, density };
  }
  for (let step = 0; step < STEPS; step++) place = shifted(around, place.x, place.y);
  return [place.x, place.y];
}

interface Place {
  x: number;
  y: number;
  density: number;
}

/** One step of mean shift: how much weight is within reach of a place, and the mean of that. */
function shifted(around: readonly { x: number; y: number; weight: number }[], fromX: number, fromY: number): Place {
  let [sumX, sumY, density] = [0, 0, 0];
  for (const { x, y, weight } of around) {
    const near = weight * Math.exp(-((x - fromX) ** 2 + (y - fromY) ** 2) / (2 * REACH ** 2));
    density += near;
    sumX += near * x;
    sumY += near * y;
  }
  return { x: sumX / density, y: sumY / density, density };
}

/**
 * What a paper has of its own, beside the mean of some landmarks, projected on two random directions: those that differ in the same way go the
 * same way. Without it papers would heap up at the densest places, as mean shift means them to, where nobody could tell one from another.
 */
function offsetOf(vector: Float32Array, local: readonly Float32Array[]): readonly [x: number, y: number] {
  const signs = signsOf(vector.length);
  let [right, up, square] = [0, 0, 0];
  for (let i = 0; i < vector.length; i++) {
    const mean = local.reduce((sum, landmark) => sum + (landmark[i] as number), 0) / local.length;
    const own = (vector[i] as number) - mean;
    right += own * (signs[i] as number);
    up += own * (signs[vector.length + i] as number);
    square += own ** 2;
  }
  const length = Math.sqrt(square) || 1;
  // Of a bell, with its tails cut.
  return [2 * OFFSET * Math.tanh(right / length / 2), 2 * OFFSET * Math.tanh(up / length / 2)];
}

let drawn = new Int8Array();

/** 1 or -1 by chance, the same ones at all times, for two directions. */
function signsOf(dimensions: number): Int8Array {
  if (drawn.length !== 2 * dimensions) {
    const random = seededRandom(dimensions);
    drawn = Int8Array.from({ length: 2 * dimensions }, () => (random() < 0.5 ? -1 : 1));
  }
  return drawn;
}
