export { seededRandom } from '../../src/numeric/random.js';

/** A random unit vector. */
export function randomUnitVector(random: () => number, dimensions: number): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

/** A unit vector near another one: at a cosine of about 1 / √(1 + spread²). */
export function unitVectorNear(centre: Float32Array, spread: number, random: () => number): Float32Array {
  const away = randomUnitVector(random, centre.length);
  const vector = centre.map((x, i) => x + spread * (away[i] as number));
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
