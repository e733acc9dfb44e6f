import { isAborted, PaperkinError } from '../errors.js';
import { MILLISECONDS_A_DAY } from '../paper/filter.js';
import { KeySet } from '../paper/key-set.js';
import type { ProfileEvent } from '../profile/event.js';
import type { Profile } from '../profile/profile.js';
import { stateOf, undoneIn } from '../profile/state.js';
import { NO_OTHER_READERS } from '../recommend/others.js';
import { Recommender, type RecommenderParts } from '../recommend/recommender.js';
import type { Views } from '../search/candidates.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Place, Replay } from './answer.js';
import { BASELINES, placeOf } from './baselines.js';
import { compared, type Statistic } from './bootstrap.js';
import type { ContestJob } from './contest.js';
import { idsIn, knownKeys } from './contestants.js';
import { mean, median } from './metrics.js';
import type { ReplayOptions } from './query.js';

type Store = Pick<PaperStore, 'keysOf'>;

/** The longest list that can be had; who is not in it stands behind it. */
const LONGEST = 200;

/** A like, and the profile as it was right before. */
interface Target {
  paper: string;
  at: string;
  before: Profile;
}

/**
 * For each like after the first ones, where it stood in the list made from the events before it, of papers that had been published by then.
 * What was seen, read or hidden may be in that list: most that is liked was seen first. Newness, diversity and exploring are
 * left out, on both sides: it is the order that is measured.
 * @throws INVALID_INPUT where no like came after the first ones
 */
export async function replay(parts: RecommenderParts, profile: Profile, options: ReplayOptions, job: ContestJob = {}): Promise<Replay> {
  const targets = targetsOf(profile, options);
  if (targets.length === 0) throw tooFew(profile.name, options.after);
  return parts.views.use(async (dense) => {
    const views: Views = { dense, lexical: parts.lexical };
    let reader = profile;
    // Of its own: what is kept of a profile as it is today is nothing to these.
    const recommender = new Recommender({ ...parts, profiles: { ...NO_OTHER_READERS, read: async () => reader } });
    const places: Place[] = [];
    let missing = 0;
    let finished = true;
    for (const [i, target] of targets.entries()) {
      job.onProgress?.({ phase: 'asking', done: i, total: targets.length });
      finished = !isAborted(job.signal);
      if (!finished) break;
      reader = target.before;
      const place = await placesOf(parts.store, views, recommender, target);
      if (place) places.push(place);
      else missing++;
    }
    return { profile: profile.name, likes: places.length, missing, comparisons: summarizePlaces(places), places, finished };
  });
}

/** Likes that still hold, in time. Those of one moment (a library of references) are looked for from what was before them all. */
function targetsOf(profile: Profile, { after, last }: ReplayOptions): Target[] {
  const undone = undoneIn(profile);
  const events = profile.events.filter(({ id }) => !undone.has(id));
  const holds = new Set(stateOf(profile).liked.keys());
  let targets: Target[] = [];
  // Backwards, since the last ones are wanted.
  for (let end = events.length; end > 0 && targets.length < last; ) {
    const { at } = events[end - 1] as ProfileEvent;
    let first = end - 1;
    while (first > 0 && events[first - 1]?.at === at) first--;
    const before = { ...profile, events: events.slice(0, first) };
    const { liked } = stateOf(before);
    if (liked.size < after) break;
    const papers = new Set(events.slice(first, end).flatMap((event) => (event.kind === 'like' ? event.papers : [])));
    const held = [...papers].filter((paper) => holds.has(paper) && !liked.has(paper)).map((paper) => ({ paper, at, before }));
    targets = held.concat(targets);
    end = first;
  }
  return targets.slice(-last);
}

/** Undefined where the paper, or all that was liked before it, is not here. */
async function placesOf(store: Store, views: Views, recommender: Recommender, { paper, at, before }: Target): Promise<Place | undefined> {
  const [key] = await knownKeys(store, [paper]);
  const liked = [...stateOf(before).liked].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const likes = (await knownKeys(store, liked)).filter((like) => like !== key);
  if (key === undefined || likes.length === 0) return undefined;
  const now = new Date(at);
  const only = await publishedBy(views, now);
  only.add(key);
  const judged = new Set([...likes, ...(await knownKeys(store, [...stateOf(before).disliked.keys()]))]);
  judged.delete(key);
  const candidates = [...only].filter((one) => !judged.has(one));
  const theirs: Place['theirs'] = {};
  for (const [name, baseline] of Object.entries(BASELINES))
    theirs[name] = placeOf(key, candidates, await baseline(views, likes, candidates));
  return { paper, at, ours: await ownPlace(store, recommender, before.name, { paper, key, now, only }), theirs };
}

async function ownPlace(
  store: Store,
  recommender: Recommender,
  profile: string,
  { paper, key, now, only }: { paper: string; key: number; now: Date; only: KeySet },
): Promise<number> {
  const query = { profile, freshness: 0, diversity: 0, exploration: 0, repeats: true };
  const picks = await recommender.recommend({ ...query, k: LONGEST }, { now, only });
  const list = await knownKeys(store, idsIn(picks));
  const place = list.indexOf(key) + 1;
  if (place > 0) return place;
  const { rank = only.size } = await recommender.whyNot({ ...query, paper, k: LONGEST }, { now, only });
  return Math.max(rank, list.length + 1);
}

/** The papers that were there, those without a date among them. */
async function publishedBy({ lexical }: Views, now: Date): Promise<KeySet> {
  const tomorrow = Math.floor(now.getTime() / MILLISECONDS_A_DAY) + 1;
  const [all, later] = await Promise.all([lexical.select({}), lexical.select({ days: { from: tomorrow, to: Number.MAX_SAFE_INTEGER } })]);
  return new KeySet([...all].filter((key) => !later.has(key)));
}

const SUMMARIES: Readonly<Record<string, { figure: (place: number) => number; statistic: Statistic }>> = {
  'median place': { figure: (place) => place, statistic: median },
  'in the top 10': { figure: (place) => Number(place <= 10), statistic: mean },
  'in the top 100': { figure: (place) => Number(place <= 100), statistic: mean },
  'mean reciprocal place': { figure: (place) => 1 / place, statistic: mean },
};

function summarizePlaces(places: readonly Place[]): Replay['comparisons'] {
  if (places.length === 0) return [];
  return Object.entries(SUMMARIES).flatMap(([measure, { figure, statistic }]) =>
    Object.keys(BASELINES).map((baseline) => {
      const theirs = places.map((place) => figure(place.theirs[baseline] ?? Number.NaN));
      const ours = places.map((place) => figure(place.ours));
      return { measure, baseline, ...compared(ours, theirs, { statistic }) };
    }),
  );
}

function tooFew(name: string, after: number): PaperkinError {
  return new PaperkinError('INVALID_INPUT', `${name} has no like that came after ${after} others, so there is nothing to look for.`, {
    value: name,
    remedy: 'Like some more, one after the other: what came in one deed has one moment. Or begin earlier with --after.',
  });
}
