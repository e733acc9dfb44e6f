import { percentile } from '../../src/evaluate/metrics.js';
import type { ProfileEvent } from '../../src/profile/event.js';
import { byTime, emptyProfile, type Profile } from '../../src/profile/profile.js';
import { seededRandom } from '../../src/random.js';
import { table } from '../support/machine.js';
import { peakMegabytes } from '../support/process.js';
import type { Options } from './options.js';
import { openParts, type Parts } from './parts.js';

/** What readers of 1,000 events have done, and from how many areas it is. */
const DEEDS = { like: 600, dislike: 100, read: 150, hide: 50, seen: 100 } as const;
const AREAS = 5;
const [WARM_UP, AGAIN] = [5, 10];
const SEED = 4;
const DAY = 86_400_000;
const NOW = Date.parse('2026-01-01T00:00:00Z');

/** Cold: nothing has been learnt of this reader, as after each of their deeds. Warm: the list again, in another order say. */
export async function latency({ home, profiles = '30' }: Options): Promise<void> {
  if (home === undefined) {
    console.log('skipped: latency is that of a folder, which --home names');
    return;
  }
  const parts = await openParts(home);
  const papers = await parts.words.size();
  const random = seededRandom(SEED);
  const readers: Profile[] = [];
  while (readers.length < WARM_UP + Number(profiles)) readers.push(await readerOf(parts, readers.length, random));
  const recommender = parts.recommenderOf(new Map(readers.map((reader) => [reader.name, reader])));
  const now = new Date(NOW);
  const [cold, warm, sizes]: number[][] = [[], [], []];
  const before = peakMegabytes(process.pid);
  for (const [i, { name }] of readers.entries()) {
    const ask = async (times: number[] | undefined) => {
      const begun = performance.now();
      const { weighed } = await recommender.recommend({ profile: name }, { now });
      if (i >= WARM_UP) times?.push(performance.now() - begun);
      sizes?.push(weighed);
    };
    await ask(cold);
    for (let again = 0; again < AGAIN; again++) await ask(warm);
  }
  const row = (what: string, times: readonly number[] = []) => [
    what,
    times.length,
    ...[0.5, 0.99, 1].map((share) => `${percentile(times, share).toFixed(1)} ms`),
  ];
  console.log(
    `${papers} papers; ${profiles} profiles of 1,000 events (${DEEDS.like} likes) from ${AREAS} areas each, lists of 10, default dials\n`,
  );
  console.log(table(['', 'lists', 'p50', 'p99', 'slowest'], [row('cold', cold), row('warm', warm)]));
  const weighed = percentile(sizes ?? [], 0.5);
  console.log(`\n${weighed} papers weighed (median); peak memory ${peakMegabytes(process.pid)} MB, ${before} MB before the first list`);
  await parts.close();
}

/** A reader of random areas: what is nearest to random papers, in a random order over two years. */
async function readerOf({ store, meaning, words }: Parts, number: number, random: () => number): Promise<Profile> {
  const all = [...(await words.select({}))];
  const wanted = Object.values(DEEDS).reduce((sum, count) => sum + count, 0);
  const keys = new Set<number>();
  while (keys.size < wanted) {
    const [vector] = await meaning.vectors([all[Math.floor(random() * all.length)] as number]);
    if (!vector) continue;
    for (const { key } of await meaning.nearest(vector, Math.ceil(wanted / AREAS))) if (keys.size < wanted) keys.add(key);
  }
  const ids = (await store.byKeys([...keys])).flatMap((stored) => (stored ? [stored.paper.id] : []));
  const shuffled = ids.map((id) => ({ id, at: random() })).sort((a, b) => a.at - b.at);
  const kinds = Object.entries(DEEDS).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as keyof typeof DEEDS));
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
