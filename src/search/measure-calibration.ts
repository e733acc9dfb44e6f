import { throwIfAborted } from '../errors.js';
import { tokenize } from '../lexical/terms.js';
import { seededRandom } from '../numeric/random.js';
import type { Calibration } from '../stores/calibration-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type Ranked, similarityOf } from './answer.js';
import { knotsOf, type Sample } from './calibration.js';
import type { Views } from './candidates.js';
import { MODES } from './query.js';
import { rankAnswers, rankLike } from './rank.js';
import { targetOfQuestion, targetsOfPapers } from './targets.js';

/** Papers that others are compared with, and for each so many random ones: 25,000 pairs. */
const SEEDS = 50;
const OTHERS = 500;
/** Of the best so many it is known that no other paper scores more: each stands for one pair. */
const BEST = 50;

/**
 * How alike random pairs of papers are, and random papers and questions (titles being the questions), by the very
 * scoring of the answers. The body of each curve is of random papers; its upper end, where answers lie, of the best
 * papers for each seed, which are found among all. Seeded: the same corpus gives the same curves.
 */
export async function measureCalibration(
  store: Pick<PaperStore, 'byKeys' | 'terms'>,
  views: Views,
  identity: string,
  signal?: AbortSignal,
): Promise<Calibration> {
  const keys = [...(await views.lexical.select({}))];
  const random = seededRandom(keys.length);
  const drawn = () => keys[Math.floor(random() * keys.length)] as number;
  const samples = new Map<string, Sample[]>();
  for (let i = 0; i < SEEDS && keys.length > 1; i++) {
    throwIfAborted(signal);
    const [seed] = await store.byKeys([drawn()]);
    const others = new Set(Array.from({ length: OTHERS }, drawn));
    const [target] = seed ? await targetsOfPapers(store, views, [seed]) : [];
    if (!seed || !target) continue;
    const { title } = seed.paper;
    for (const mode of MODES) {
      const options = { named: others };
      const ranked = {
        similar: await rankLike(views, target, mode, BEST, options),
        search: await rankAnswers(views, await targetOfQuestion(views, title, mode), tokenize(title).length, mode, BEST, options),
      };
      for (const [verb, found] of Object.entries(ranked)) {
        const pairs = found.filter(({ key }) => key !== seed.key);
        const name = `${verb}/${mode}`;
        samples.set(name, [...(samples.get(name) ?? []), ...weighted(pairs, others, keys.length - 1)]);
      }
    }
  }
  const curves = [...samples].map(([name, measured]) => [name, knotsOf(measured)] as const);
  return { identity, papers: keys.length, curves: Object.fromEntries(curves) };
}

/** The best, each for itself; and of the random ones those beyond, for all others that there are. */
function weighted(pairs: readonly Ranked[], random: ReadonlySet<number>, total: number): Sample[] {
  const falling = pairs.map(({ key, parts }) => ({ key, score: similarityOf(parts) })).sort((a, b) => b.score - a.score);
  const best = falling.slice(0, BEST).map(({ score }) => ({ score, weight: 1 }));
  const others = falling.slice(BEST).filter(({ key }) => random.has(key));
  return [...best, ...others.map(({ score }) => ({ score, weight: (total - best.length) / others.length }))];
}
