import { UMAP } from 'umap-js';
import { seededRandom } from '../numeric/random.js';
import type { LandmarkVectors } from './landmarks.js';
import { principalPlane } from './principal-plane.js';

/** Neighbours of a landmark in UMAP's graph, itself included: its authors' default. */
const NEIGHBOURS = 15;
const EPOCHS = 400;
/** Half the width of the plane from which UMAP begins. */
const START = 10;
/** Fewer papers have no neighbourhoods to keep. */
const FEWEST = 5;

/**
 * UMAP (McInnes, Healy and Melville, 2018) of landmarks, some epochs at a time. The package is given exact neighbours, and begins with the plane
 * in which the papers differ most and not, as it would, anywhere: what is far apart there stays apart.
 */
export class MapLayout {
  readonly epochs: number = EPOCHS;
  readonly #umap: UMAP | undefined;
  readonly #positions: number[][];
  #done = 0;

  constructor(landmarks: LandmarkVectors, seed: number) {
    const random = seededRandom(seed);
    const start = principalPlane(landmarks, random);
    const largest = start.flat().reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
    // The last term keeps equal papers from lying on each other, where nothing could part them.
    const begin = start.map((place) => place.map((x) => (x * START) / largest + 1e-3 * (random() - 0.5)));
    if (landmarks.count < FEWEST) {
      this.#positions = begin;
      return;
    }
    this.#umap = umapOf(landmarks, random);
    this.#positions = this.#umap.getEmbedding();
    // The package has no other way to say where it begins.
    this.#positions.forEach((place, row) => {
      place.splice(0, 2, ...(begin[row] as number[]));
    });
  }

  /** Goes on for so many epochs; says how many are done. */
  advance(epochs: number): number {
    const end = Math.min(this.epochs, this.#done + epochs);
    for (; this.#done < end; this.#done++) this.#umap?.step();
    return this.#done;
  }

  /** x and y of each landmark; turned so that the map is wider than high, as pictures and screens are. */
  positions(): Float32Array {
    const angle = -widestDirection(this.#positions);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return Float32Array.from(this.#positions.flatMap(([x = 0, y = 0]) => [x * cos - y * sin, x * sin + y * cos]));
  }
}

/** The angle of the direction in which places differ most. */
function widestDirection(places: readonly number[][]): number {
  const mean = [0, 1].map((axis) => places.reduce((sum, place) => sum + (place[axis] as number), 0) / places.length);
  let [xx, xy, yy] = [0, 0, 0];
  for (const place of places) {
    const [x, y] = [(place[0] as number) - (mean[0] as number), (place[1] as number) - (mean[1] as number)];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return Math.atan2(2 * xy, xx - yy) / 2;
}

function umapOf(landmarks: LandmarkVectors, random: () => number): UMAP {
  const nNeighbors = Math.min(NEIGHBOURS, landmarks.count - 1);
  const rows = Array.from({ length: landmarks.count }, (_, row) => row);
  const near = rows.map((row) => landmarks.nearestTo(row, nNeighbors - 1));
  const umap = new UMAP({ nComponents: 2, nNeighbors, nEpochs: EPOCHS, random });
  umap.setPrecomputedKNN(
    near.map((neighbours, row) => [row, ...neighbours.map(({ key }) => key)]),
    near.map((neighbours) => [0, ...neighbours.map(({ similarity }) => Math.max(0, 1 - similarity))]),
  );
  // With neighbours given, it looks at nothing but how many rows there are.
  umap.initializeFit(rows.map(() => []));
  return umap;
}
