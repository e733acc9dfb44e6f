import { compared } from '../../src/evaluate/bootstrap.js';
import { madeUpProfile } from '../../src/evaluate/made-up.js';
import { mean, shareOf } from '../../src/evaluate/metrics.js';
import { seededRandom } from '../../src/numeric/random.js';
import type { StoredPaper } from '../../src/paper/paper.js';
import type { Profile } from '../../src/profile/profile.js';
import { table } from '../support/machine.js';
import { seededOrder } from '../support/seeded.js';
import { percent } from './followups.js';
import type { Options } from './options.js';
import type { Parts } from './parts.js';
import { NOW, openFollowups } from './readers.js';

const PAIRS = 200;
const [LARGER, SMALLER] = [12, 4];
/** How much more alike than random papers the likes of two readers may be, as cosine. */
const APART = 0.05;
const SAMPLE = 300;
const SEED = 2;
const K = 10;
const GOAL = 0.95;

interface Planted {
  profile: Profile;
  /** Ids of the likes of each reader. */
  sides: [larger: Set<string>, smaller: Set<string>];
}

/**
 * Two readers of different fields in one profile, three likes of the one to one of the other. A pick belongs to the side of the liked paper that
 * its explanation names first; papers to explore belong to neither. A list serves both when both have a pick.
 */
export async function planted({ home }: Options): Promise<void> {
  const { parts, candidates, asked } = await openFollowups(home, () => true);
  const pairs = await plant(
    parts,
    asked.questions.flatMap(({ by }) => ('likes' in by ? [by.likes] : [])),
    [...candidates],
  );
  const recommender = parts.recommenderOf(new Map(pairs.map(({ profile }) => [profile.name, profile])));
  const [both, shares, larger]: [number[], number[], number[]] = [[], [], []];
  for (const { profile, sides } of pairs) {
    const { picks } = await recommender.recommend({ profile: profile.name, k: K }, { now: NOW, only: candidates });
    const nearest = picks.map(({ why }) => (why.exploration ? '' : (why.likes[0]?.id ?? '')));
    const own = sides.map((side) => shareOf(nearest, (id) => side.has(id)));
    both.push(Number(own.every((share) => share > 0)));
    shares.push(own[1] as number);
    larger.push(own[0] as number);
  }
  const none = both.map(() => 0);
  const row = (what: string, values: readonly number[]) => [what, percent(compared(values, none).ours)];
  console.log(
    `${pairs.length} profiles of ${LARGER} + ${SMALLER} likes, lists of ${K} among ${candidates.size}, default dials; % with 95% intervals\n`,
  );
  console.log(
    table(
      ['', '%'],
      [row('**both readers have a pick**', both), row('picks of the smaller side', shares), row('picks of the larger side', larger)],
    ),
  );
  console.log(`\n${mean(both) >= GOAL ? 'reached' : 'NOT reached'}: ${100 * GOAL}% of the lists serve both`);
  await parts.close();
}

async function plant(parts: Parts, readers: readonly (readonly number[])[], corpus: readonly number[]): Promise<Planted[]> {
  const { dense } = parts.views;
  const sample = seededOrder(corpus, 'planted', String).slice(0, SAMPLE);
  const random = mean(pairsOf(await dense.pairwise(sample), SAMPLE));
  const draw = seededRandom(SEED);
  const any = <T>(items: readonly T[]) => items[Math.floor(draw() * items.length)] as T;
  const [many, few] = [LARGER, SMALLER].map((size) => readers.filter(({ length }) => length >= size));
  const pairs: Planted[] = [];
  let tried = 0;
  while (pairs.length < PAIRS && tried < 100 * PAIRS) {
    tried++;
    const sides = [any(many as number[][]).slice(0, LARGER), any(few as number[][]).slice(0, SMALLER)] as [number[], number[]];
    const alike = mean([...(await dense.pairwise(sides[0], sides[1]))]);
    if (alike > random + APART || sides[0].some((key) => sides[1].includes(key))) continue;
    const papers = (await Promise.all(sides.map((keys) => parts.store.byKeys(keys)))).map((found) =>
      found.flatMap((stored: StoredPaper | undefined) => (stored ? [stored.paper] : [])),
    );
    pairs.push({
      profile: madeUpProfile(`planted-${pairs.length}`, papers.flat()),
      sides: papers.map((side) => new Set(side.map(({ id }) => id))) as Planted['sides'],
    });
  }
  console.log(
    `random papers have a cosine of ${random.toFixed(3)}; ${pairs.length} of ${tried} random pairs of readers are at most ${APART} above\n`,
  );
  return pairs;
}

function pairsOf(cosines: Float32Array, size: number): number[] {
  return [...cosines].filter((_, i) => i % (size + 1) !== 0);
}
