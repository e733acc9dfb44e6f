import type { Views } from '../search/candidates.js';

/** So many groups' vectors are held at a time. */
const GROUPS = 100;

/**
 * How much alike the papers of each group are in meaning, beyond papers taken at random: the mean cosine of all pairs less that of
 * `others`, about −.1..1; 0 for a group of fewer than two with a vector. Terms of a subject have papers that are alike; those of a manner
 * of writing ("valuable insights", "degrades substantially"), which rise and fall as much, are in papers of all kinds.
 * @param groups Keys of papers that have a term, some 16 each.
 * @param others Keys of papers taken at random, some hundreds.
 */
export async function topicalities(
  dense: Pick<Views['dense'], 'roughVectors'>,
  groups: readonly (readonly number[])[],
  others: readonly number[],
): Promise<number[]> {
  const usual = meanCosine(await dense.roughVectors(others)) ?? 0;
  const excess: number[] = [];
  for (let from = 0; from < groups.length; from += GROUPS) {
    const some = groups.slice(from, from + GROUPS);
    const vectors = await dense.roughVectors(some.flat());
    let end = 0;
    for (const group of some) {
      const mean = meanCosine(vectors.slice(end, end + group.length));
      end += group.length;
      excess.push(mean === undefined ? 0 : mean - usual);
    }
  }
  return excess;
}

/** Of all pairs of unit vectors, by the length of their sum; undefined where there is no pair. */
function meanCosine(vectors: readonly (Float32Array | undefined)[]): number | undefined {
  const known = vectors.filter((vector) => vector !== undefined);
  const count = known.length;
  if (count < 2) return undefined;
  const sum = new Float64Array(known[0]?.length ?? 0);
  let own = 0;
  for (const vector of known) {
    for (let i = 0; i < sum.length; i++) {
      const x = vector[i] as number;
      sum[i] = (sum[i] as number) + x;
      own += x * x;
    }
  }
  return (sum.reduce((all, x) => all + x * x, 0) - own) / (count * (count - 1));
}
