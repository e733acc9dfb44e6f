import type { MapLabel } from '../drawing/map-labels.js';
import { mapAsPng, mapAsSvg, type PictureParts } from '../drawing/map-picture.js';
import { type SceneQuery, sceneOf } from '../drawing/map-scene.js';
import { serveRequests } from '../threads/worker-thread.js';
import { LandmarkVectors } from './landmarks.js';
import { MapLayout } from './layout.js';
import { placePaper } from './place.js';

/** Thread entry: lays out landmarks, places papers by them, and draws. */
let landmarks: LandmarkVectors | undefined;
let dimensions = 0;
let layout: MapLayout | undefined;
let positions: Float32Array | undefined;

serveRequests({
  landmarks(given: { vectors: Float32Array; dimensions: number }) {
    landmarks = new LandmarkVectors(given.vectors, given.dimensions);
    dimensions = given.dimensions;
    return {};
  },
  layOut(seed: number) {
    if (!landmarks) throw new Error('Landmarks come before their layout.');
    layout = new MapLayout(landmarks, seed);
    return { result: layout.epochs };
  },
  advance(epochs: number) {
    return { result: layout?.advance(epochs) };
  },
  positions() {
    return { result: layout?.positions() };
  },
  settle(given: Float32Array) {
    positions = given;
    return {};
  },
  place(vectors: Float32Array) {
    if (!landmarks || !positions) throw new Error('Landmarks and their positions come before papers.');
    const places = new Float32Array((2 * vectors.length) / dimensions);
    for (let i = 0; 2 * i < places.length; i++) {
      places.set(placePaper(vectors.subarray(i * dimensions, (i + 1) * dimensions), landmarks, positions), 2 * i);
    }
    return { result: places, transfer: [places.buffer] };
  },
  scene(query: SceneQuery) {
    return { result: sceneOf(query) };
  },
  svg({ parts, labels, title }: { parts: PictureParts; labels: readonly MapLabel[]; title: string }) {
    return { result: mapAsSvg(parts, labels, title) };
  },
  png(parts: PictureParts) {
    return { result: mapAsPng(parts) };
  },
});
