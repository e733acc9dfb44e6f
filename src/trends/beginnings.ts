import type { LexicalIndex } from '../lexical/lexical-index.js';
import type { Views } from '../search/candidates.js';
import { definingPapers, firstPapers } from './first-papers.js';

/** What a topic is now: so many of its newest papers, or this share of them where that is more. */
const NEWEST = 20;
const NEWEST_SHARE = 0.25;
const MOST_NEWEST = 1_000;

/** Keys of the first papers of a topic, and of those that defined it: by how like they are to the centre of its newest papers. */
export async function beginningsOf(
  views: { dense: Pick<Views['dense'], 'roughVectors' | 'similarities'>; lexical: Pick<LexicalIndex, 'days'> },
  keys: readonly number[],
  count: number,
): Promise<{ first: number[]; defining: number[] }> {
  const days = await views.lexical.days(keys);
  const order = [...keys.keys()].sort((a, b) => (days[b] as number) - (days[a] as number));
  const newest = order.slice(0, Math.min(MOST_NEWEST, Math.max(NEWEST, Math.ceil(NEWEST_SHARE * keys.length))));
  const centre = centreOf(await views.dense.roughVectors(newest.map((i) => keys[i] as number)));
  if (!centre) return { first: [], defining: [] };
  const similarities = (await views.dense.similarities(centre, keys)).map((similarity) => similarity ?? -1);
  const papers = { keys, days, similarities };
  return { first: firstPapers(papers, count), defining: definingPapers(papers, count) };
}

function centreOf(vectors: readonly (Float32Array | undefined)[]): Float32Array | undefined {
  const known = vectors.filter((vector) => vector !== undefined);
  const sum = new Float32Array(known[0]?.length ?? 0);
  for (const vector of known) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (vector[i] as number);
  const length = Math.hypot(...sum);
  return length === 0 ? undefined : sum.map((x) => x / length);
}
