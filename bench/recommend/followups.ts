import { ProgressLine } from '../../src/cli/terminal/progress.js';
import type { Interval } from '../../src/evaluate/answer.js';
import { comparisonsOf, contest } from '../../src/evaluate/contest.js';
import { type Contestant, idsIn, knownKeys, LIST_LENGTH, readerContestants } from '../../src/evaluate/contestants.js';
import { coverageOf, diversityOf, mean, ndcgAt, recallAt } from '../../src/evaluate/metrics.js';
import type { Recommender } from '../../src/recommend/recommender.js';
import { table } from '../support/machine.js';
import type { Options } from './options.js';
import { type Followups, NOW, openFollowups } from './readers.js';
import { prepareTexts, svmContestant, TEXTS } from './svm-contestant.js';

/** The beginning of a list that diversity and coverage are about. */
const SHOWN = 10;
/** The best of .01, .1 and 1 on 60 readers of the development half; .01 is what arxiv-sanity-lite has. */
const COST = '1';
const MEASURES = {
  'recall@100': (list: readonly number[], { relevant }: { relevant: ReadonlySet<number> }) => recallAt(100, list, relevant),
  'nDCG@20': (list: readonly number[], { relevant }: { relevant: ReadonlySet<number> }) => ndcgAt(20, list, relevant),
};

const HALVES: Readonly<Record<string, (index: number) => boolean>> = {
  dev: (index) => index % 2 === 0,
  test: (index) => index % 2 === 1,
  all: () => true,
};

export async function followups({ home, readers, some, costs = COST, authors, minutes }: Options): Promise<void> {
  const half = HALVES[readers];
  if (!half) throw new Error(`--readers is one of ${Object.keys(HALVES).join(', ')}`);
  const opened = await openFollowups(home, half);
  const { parts, candidates, asked } = opened;
  const questions = asked.questions.slice(0, Number(some ?? asked.questions.length));
  const recommender = parts.recommenderOf(asked.profiles);
  const [ours, ...others] = readerContestants(parts.store, parts.views, candidates, recommender, NOW);
  if (!ours) throw new Error('we do not take part');
  const svms: Contestant[] = [];
  for (const text of authors ? TEXTS : TEXTS.slice(0, 1)) {
    const prepared = await prepareTexts(opened, text);
    svms.push(...costs.split(',').map((cost) => svmContestant(opened, prepared, Number(cost))));
  }
  const contestants = [ours, ...others, ...svms, withDefaults(opened, recommender)];
  const progress = new ProgressLine(false);
  const result = await contest(contestants, questions, {
    signal: minutes === undefined ? undefined : AbortSignal.timeout(60_000 * Number(minutes)),
    onProgress: (step) => progress.show(step),
  });
  progress.end();
  const comparisons = comparisonsOf(result, MEASURES);
  const rows: string[][] = [];
  for (const [{ name }, lists] of result.lists) {
    const [recall, ndcg] = Object.keys(MEASURES).map((measure) =>
      comparisons.find((one) => one.measure === measure && (name === ours.name || one.baseline === name)),
    );
    const own = name === ours.name;
    const figures = [recall, ndcg].map((one) => one && (own ? one.ours : one.theirs));
    const differences = [recall, ndcg].map((one) => (own ? undefined : one?.difference));
    rows.push([own ? '**ours**' : name, ...[...figures, ...differences].map(percent), ...(await spreadOf(opened, lists))]);
  }
  const tuned = {
    dev: 'even ones, on which constants were chosen',
    test: 'odd ones, on which nothing was chosen',
    all: 'even ones were tuned on',
  };
  console.log(
    `${result.asked.length} of ${questions.length} readers (${tuned[readers as keyof typeof tuned]}), ${candidates.size} candidates; % with 95% intervals\n`,
  );
  const header = [
    '',
    'recall@100',
    'nDCG@20',
    'ours less it, recall',
    'ours less it, nDCG',
    `diversity of the first ${SHOWN}`,
    'coverage %',
  ];
  console.log(table(header, rows));
  console.log(`\nThe readers are authors: ${await namesTell(opened)}. What reads authors' names is told the answer.`);
  await parts.close();
}

/** How much names alone tell: looked up, since it decides which of the figures can be compared. */
async function namesTell({ parts: { store }, asked }: Followups): Promise<string> {
  let [shared, all] = [0, 0];
  for (const { by, relevant } of asked.questions) {
    const [liked, wanted] = await Promise.all([store.byKeys('likes' in by ? by.likes : []), store.byKeys([...relevant])]);
    const names = new Set(liked.flatMap((stored) => stored?.paper.authors ?? []));
    for (const stored of wanted) shared += Number(stored?.paper.authors.some((name) => names.has(name)));
    all += wanted.length;
  }
  return `${shared} of ${all} relevant papers share one with a liked paper`;
}

/** Ours as a reader gets it who has changed no dial. */
function withDefaults({ parts, candidates }: Followups, recommender: Recommender): Contestant {
  return {
    name: 'ours, default dials',
    async answer({ by }) {
      if (!('profile' in by)) return [];
      const picks = await recommender.recommend({ profile: by.profile.name, k: LIST_LENGTH }, { now: NOW, only: candidates });
      return (await knownKeys(parts.store, idsIn(picks))).slice(0, LIST_LENGTH);
    },
  };
}

async function spreadOf({ parts, candidates }: Followups, lists: readonly number[][]): Promise<string[]> {
  const beginnings = lists.map((list) => list.slice(0, SHOWN));
  const diversities: number[] = [];
  for (const list of beginnings) diversities.push(diversityOf(await parts.views.dense.pairwise(list)));
  return [mean(diversities).toFixed(3), (100 * coverageOf(beginnings, candidates.size)).toFixed(1)];
}

export function percent(interval: Interval | undefined): string {
  if (!interval) return '';
  const [value, low, high] = [interval.value, interval.low, interval.high].map((share) => (100 * share).toFixed(1));
  return `${value} [${low}, ${high}]`;
}
