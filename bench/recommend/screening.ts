import { BASELINES, topKeys } from '../../src/evaluate/baselines.js';
import { compared } from '../../src/evaluate/bootstrap.js';
import { madeUpProfile } from '../../src/evaluate/made-up.js';
import { averagePrecision, mean } from '../../src/evaluate/metrics.js';
import { KeySet } from '../../src/paper/key-set.js';
import { table } from '../support/machine.js';
import { seededOrder } from '../support/seeded.js';
import { requireShared } from '../support/shared.js';
import { percent } from './followups.js';
import type { Options } from './options.js';
import { openParts, type Parts, rankerOf } from './parts.js';
import { type Review, readReviews, reviewsHome } from './reviews.js';

const [DRAWS, SEEDS] = [10, 3];
/** Papers that are judged after the first lists: the best that are not yet judged, in so many rounds. */
const [ROUNDS, JUDGED_EACH] = [2, 5];
const NOW = new Date('2026-01-01T00:00:00Z');

type Rank = (likes: readonly number[], dislikes: readonly number[], among: readonly number[]) => Promise<number[]>;

/** Each draw once with the seeds alone, once with ten judged more: the same ten for both, so that both order the same rest. */
export async function screening({ home }: Options): Promise<void> {
  const corpus = requireShared('benchmarks', 'screening', 'corpus.jsonl.zst');
  const parts = await openParts(home ?? (await reviewsHome(corpus)));
  const reviews = await readReviews(corpus, parts.store);
  const ranker = rankerOf(parts);
  const ours = await ourRank(parts, ranker);
  const rows: string[][] = [];
  // A review each: draws of one review are much alike, and as so many questions they would make intervals too narrow.
  const all: number[][] = [];
  for (const review of reviews) {
    const draws: number[][] = [];
    for (let draw = 0; draw < DRAWS; draw++) draws.push(await measure(review, draw, ours, meanRank(parts)));
    all.push(columns(draws).map(mean));
    rows.push([
      review.name,
      String(review.papers.length),
      String(review.included.size),
      ...columns(draws).map((of) => (100 * mean(of)).toFixed(1)),
    ]);
    console.error(rows.at(-1)?.join(' · '));
  }
  const [own = [], nearest = [], ownAfter = [], nearestAfter = []] = columns(all);
  const [before, after] = [compared(own, nearest), compared(ownAfter, nearestAfter)];
  const figures = [before.ours, before.theirs, after.ours, after.theirs].map(percent);
  rows.push(['**mean of the reviews**', '', '', ...figures]);
  const header = ['review', 'papers', 'included', 'ours', 'one mean vector', 'ours, 10 more judged', 'mean with the likes of these'];
  console.log(`average precision, %, from ${SEEDS} included studies; mean of ${DRAWS} draws, 95% intervals by drawing reviews\n`);
  console.log(table(header, rows));
  console.log(`\nours less the mean: ${percent(before.difference)}; after ${ROUNDS * JUDGED_EACH} more: ${percent(after.difference)}`);
  await ranker.close();
  await parts.close();
}

/** Average precision of ours and of the mean, then of both after more has been judged. */
async function measure({ name, papers, included }: Review, draw: number, ours: Rank, nearest: Rank): Promise<number[]> {
  const likes = seededOrder([...included], `${name} ${draw}`, String).slice(0, SEEDS);
  const dislikes: number[] = [];
  const rest = () => papers.filter((key) => !likes.includes(key) && !dislikes.includes(key));
  const both = async () => {
    const [among, left] = [rest(), new Set([...included].filter((key) => !likes.includes(key)))];
    const ranked = [await ours(likes, dislikes, among), await nearest(likes, dislikes, among)];
    return ranked.map((list) => averagePrecision(list, left));
  };
  const before = await both();
  for (let round = 0; round < ROUNDS; round++) {
    for (const key of (await ours(likes, dislikes, rest())).slice(0, JUDGED_EACH)) (included.has(key) ? likes : dislikes).push(key);
  }
  return [...before, ...(await both())];
}

function ourRank({ store }: Parts, ranker: ReturnType<typeof rankerOf>): Rank {
  return async (likes, dislikes, among) => {
    const idsOf = async (keys: readonly number[]) =>
      (await store.byKeys(keys)).flatMap((stored) => (stored ? [{ id: stored.paper.id }] : []));
    const profile = madeUpProfile('screener', await idsOf(likes), await idsOf(dislikes));
    return ranker.rank(profile, new KeySet(among), NOW);
  };
}

function meanRank({ views }: Parts): Rank {
  const baseline = BASELINES['one mean vector'];
  return async (likes, _dislikes, among) => (baseline ? topKeys(among, await baseline(views, likes, among), among.length) : []);
}

function columns(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as number));
}
