import { percentile } from '../../src/evaluate/metrics.js';
import { seededRandom } from '../../src/numeric/random.js';
import type { ProfileEvent } from '../../src/profile/event.js';
import { byTime, emptyProfile, type Profile } from '../../src/profile/profile.js';
import { table } from '../support/machine.js';
import { peakMegabytes } from '../support/process.js';
import type { Options } from './options.js';
import { openParts, type Parts } from './parts.js';

/** What readers of 1,000 events have done, and from how many areas it is. */
const DEEDS = { like: 600, dislike: 100, read: 150, hide: 50, seen: 100 } as const;
/** What most readers of a server have done. */
const FEW_DEEDS = { like: 20, dislike: 3, read: 10, hide: 2, seen: 20 } as const;
const AREAS = 5;
const [WARM_UP, AGAIN] = [5, 10];
const SEED = 4;
const DAY = 86_400_000;
const NOW = Date.now();

/** How long lists take, of readers with long lives, and all lists of a server. */
export async function latency({ home, profiles = '30', refreshed = '1000' }: Options): Promise<void> {
  if (home === undefined) {
    console.log('skipped: latency is that of a folder, which --home names');
    return;
  }
  const parts = await openParts(home);
  const papers = await parts.lexical.size();
  const random = seededRandom(SEED);
  console.log(
    `${papers} papers; ${profiles} profiles of 1,000 events (${DEEDS.like} likes) from ${AREAS} areas each, lists of 10, default dials\n`,
  );
  await lists(parts, Number(profiles), random);
  await refresh(parts, Number(refreshed), random);
  await parts.close();
}

/** Cold: nothing is known of this reader. Other: another list of a reader of whom all is learnt. Warm: the list again. */
async function lists(parts: Parts, count: number, random: () => number): Promise<void> {
  const readers: Profile[] = [];
  while (readers.length < WARM_UP + count) readers.push(await readerOf(parts, readers.length, DEEDS, random));
  const recommender = parts.recommenderOf(new Map(readers.map((reader) => [reader.name, reader])));
  const times = { cold: [] as number[], other: [] as number[], warm: [] as number[] };
  const sizes: number[] = [];
  const before = peakMegabytes(process.pid);
  for (const [i, { name }] of readers.entries()) {
    const ask = async (into: number[], k = 10) => {
      const begun = performance.now();
      const { weighed } = await recommender.recommend({ profile: name, k });
      if (i >= WARM_UP) into.push(performance.now() - begun);
      sizes.push(weighed);
    };
    await ask(times.cold);
    await ask(times.other, 11);
    for (let again = 0; again < AGAIN; again++) await ask(times.warm);
  }
  const row = ([what, each]: [string, number[]]) => [
    what,
    each.length,
    ...[0.5, 0.99, 1].map((share) => `${percentile(each, share).toFixed(1)} ms`),
  ];
  console.log(table(['', 'lists', 'p50', 'p99', 'slowest'], Object.entries(times).map(row)));
  const weighed = percentile(sizes, 0.5);
  console.log(`\n${weighed} papers weighed (median); peak memory ${peakMegabytes(process.pid)} MB, ${before} MB before the first list`);
}

/** All lists of a server made anew, nothing being known of any reader: more than what papers that have come take. */
async function refresh(parts: Parts, count: number, random: () => number): Promise<void> {
  const readers: Profile[] = [];
  while (readers.length < count) readers.push(await readerOf(parts, readers.length, FEW_DEEDS, random));
  const recommender = parts.recommenderOf(new Map(readers.map((reader) => [reader.name, reader])));
  const begun = performance.now();
  const made = await recommender.refreshAll();
  const seconds = (performance.now() - begun) / 1000;
  console.log(`\n${made} readers of ${FEW_DEEDS.like} likes, all lists made anew: ${seconds.toFixed(1)} s`);
}

/** A reader of random areas: what is nearest to random papers, in a random order over two years. */
async function readerOf(
  { store, dense, lexical }: Parts,
  number: number,
  actions: Readonly<Record<keyof typeof DEEDS, number>>,
  random: () => number,
): Promise<Profile> {
  const all = [...(await lexical.select({}))];
  const wanted = Object.values(actions).reduce((sum, count) => sum + count, 0);
  const keys = new Set<number>();
  while (keys.size < wanted) {
    const [vector] = await dense.vectors([all[Math.floor(random() * all.length)] as number]);
    if (!vector) continue;
    for (const { key } of await dense.nearest(vector, Math.ceil(wanted / AREAS))) if (keys.size < wanted) keys.add(key);
  }
  const ids = (await store.byKeys([...keys])).flatMap((stored) => (stored ? [stored.paper.id] : []));
  const shuffled = ids.map((id) => ({ id, at: random() })).sort((a, b) => a.at - b.at);
  const kinds = Object.entries(actions).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as keyof typeof DEEDS));
  const events = shuffled.map(
    ({ id, at }, i): ProfileEvent => ({
      id: `e${i}`,
      kind: kinds[i] ?? 'seen',
      papers: [id],
      at: new Date(NOW - Math.floor(at * 730 * DAY)).toISOString(),
    }),
  );
  return { ...emptyProfile(`reader-${number}`, new Date(NOW)), events: events.sort(byTime) };
}
