/** Seeded random numbers (mulberry32), uniform in 0..1: the same seed gives the same test. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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
