/** Papers that are looked at. */
export const PAPERS_READ = 50;
/** A paper is as another when they are more alike than this share of all pairs that are looked at. */
const UNLIKE = 0.75;
/** Versions of one text, whatever the others are. */
const VERSION = 0.97;

/**
 * Some papers that are typical and unlike each other: from the most typical on, each that is not too like one that has been chosen.
 * @param likeness Of the papers among themselves, a row of all after the other; what is not finite counts as unlike.
 */
export function chooseRepresentatives(keys: readonly number[], likeness: Float32Array, count: number): number[] {
  const pairs: number[] = [];
  keys.forEach((_, i) => {
    for (let j = 0; j < i; j++) pairs.push(likeness[i * keys.length + j] || 0);
  });
  pairs.sort((a, b) => a - b);
  const chosen: number[] = [];
  // Where papers are so alike that there are too few, less unlike ones will do, but never versions of one text.
  for (const share of [UNLIKE, 0.9, 1]) {
    const most = Math.min(VERSION, pairs[Math.ceil(share * pairs.length) - 1] ?? 1);
    for (let i = 0; i < keys.length && chosen.length < count; i++) {
      if (!chosen.includes(i) && !chosen.some((other) => (likeness[i * keys.length + other] || 0) > most)) chosen.push(i);
    }
  }
  return chosen.sort((a, b) => a - b).map((i) => keys[i] as number);
}
