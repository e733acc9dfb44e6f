import { setImmediate } from 'node:timers/promises';
import { mean } from '../../src/evaluate/metrics.js';
import type { Entry, Oracle } from './view.js';

/** How many answers are judged. */
export const K = 10;
/** Papers as queries, and what they are drawn by: whoever draws them draws the same ones. */
export const QUERIES = { count: 300, seed: 3 };
/** Similarities that differ by less are equal: the oracle adds up in another order. */
const ROUNDING = 1e-6;
/** As many as an answer takes of each view: how exact an index is depends on how many it is asked for. */
export const CANDIDATES = 200;

/** The keys of what should be found for each query. */
export async function allRightAnswers<Content>(oracle: Oracle<Content>, queries: readonly Entry<Content>[]): Promise<number[][]> {
  const all: number[][] = [];
  for (const query of queries) {
    all.push(await rightAnswers(oracle, query));
    // A scan is long, and somebody may want to interrupt.
    await setImmediate();
  }
  return all;
}

/** How many of the right answers are among the best `K` of the `k` that an index is asked for, and the time a query takes. */
export async function recallOf<Content>(
  index: Pick<Oracle<Content>, 'nearest'>,
  queries: readonly Entry<Content>[],
  right: readonly (readonly number[])[],
  k: number,
): Promise<{ recall: number; milliseconds: number }> {
  const recalls: number[] = [];
  let milliseconds = 0;
  for (const [i, { key, content }] of queries.entries()) {
    const begun = performance.now();
    const found = await index.nearest(content, k);
    milliseconds += performance.now() - begun;
    recalls.push(shareFound(found.filter((one) => one.key !== key).slice(0, K), right[i] ?? []));
  }
  return { recall: mean(recalls), milliseconds: milliseconds / queries.length };
}

/** How many of the right answers have been found, 0..1. */
function shareFound(found: readonly { key: number }[], right: readonly number[]): number {
  const wanted = new Set(right);
  return wanted.size === 0 ? 1 : found.filter(({ key }) => wanted.has(key)).length / Math.min(K, wanted.size);
}

/** The `K` most like it without the query itself, and those that are just as like as the last of them. */
async function rightAnswers<Content>(oracle: Oracle<Content>, { key, content }: Entry<Content>): Promise<number[]> {
  const others = (await oracle.nearest(content, CANDIDATES)).filter((found) => found.key !== key);
  const last = others[K - 1]?.score ?? Number.NEGATIVE_INFINITY;
  return others.filter(({ score }) => score >= last - ROUNDING).map((found) => found.key);
}
