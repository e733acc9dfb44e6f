import { PaperkinError } from '../errors.js';
import { parseQuery } from '../input/parse-query.js';
import { KeySet } from '../paper/key-set.js';
import { emptyProfile } from '../profile/profile.js';
import { NO_OTHER_READERS } from '../recommend/others.js';
import { Recommender, type RecommenderParts } from '../recommend/recommender.js';
import type { Views } from '../search/candidates.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Evaluation, Replay } from './answer.js';
import type { Benchmark } from './benchmark.js';
import { type ContestJob, comparisonsOf, contest, type Measure } from './contest.js';
import { type ContestParts, questionContestants, readerContestants } from './contestants.js';
import { type CorpusParts, keysOfCorpus } from './corpus-keys.js';
import { coverageOf, diversityOf, mean, ndcgAt, recallAt } from './metrics.js';
import { type ReplayQuery, replaySchema } from './query.js';
import { questionsOf } from './questions.js';
import { replay } from './replay.js';

export interface EvaluatorParts extends ContestParts, CorpusParts, Omit<RecommenderParts, 'store'> {
  store: Pick<PaperStore, 'find'> & RecommenderParts['store'] & CorpusParts['store'];
}

/** As the benchmarks' authors report them: of readers' lists more is looked at. */
const MEASURES = {
  questions: { 'nDCG@10': measure(ndcgAt, 10), 'recall@100': measure(recallAt, 100) },
  readers: { 'nDCG@20': measure(ndcgAt, 20), 'recall@100': measure(recallAt, 100) },
} satisfies Record<Evaluation['asks'], Record<string, Measure>>;

/** The beginning of a list that is looked at for diversity. */
const PAPERS_READ = 10;

/**
 * Measures what the engine answers, with the engine itself: like an examination with known answers, which simpler methods sit, too.
 *
 *     const { comparisons } = await engine.evaluator.replay({ profile: 'ana', after: 1 });
 *     const [first] = comparisons; // first.measure, first.ours, first.theirs, first.difference
 */
export class Evaluator {
  readonly #parts: EvaluatorParts;

  constructor(parts: EvaluatorParts) {
    this.#parts = parts;
  }

  /**
   * Asks the questions of a benchmark whose papers are here, and compares the answers with those of simpler ways.
   * @throws PAPER_NOT_FOUND where nothing of it is here; FILE_UNREADABLE, COMPRESSION_UNSUPPORTED, INTERRUPTED
   */
  async benchmark(benchmark: Benchmark, job: ContestJob = {}): Promise<Evaluation> {
    const { store, lexical, views } = this.#parts;
    const { keys, missing } = await keysOfCorpus(this.#parts, benchmark, job.signal);
    const candidates = new KeySet(keys.values());
    const { questions, profiles } = await questionsOf(store, benchmark, keys);
    if (questions.length === 0) throw nothingHere(benchmark);
    const asks = profiles.size > 0 ? 'readers' : 'questions';
    return views.use(async (dense) => {
      const both: Views = { dense, lexical };
      const only = candidates.size === (await lexical.size()) ? undefined : candidates;
      // A recommender of its own: these readers are nobody's profiles.
      const recommender = new Recommender({
        ...this.#parts,
        profiles: { ...NO_OTHER_READERS, read: async (name) => profiles.get(name) ?? emptyProfile(name, new Date()) },
      });
      const contestants =
        asks === 'readers' ? readerContestants(store, both, candidates, recommender) : questionContestants(this.#parts, only);
      const result = await contest(contestants, questions, job);
      const ours = [...result.lists.values()][0] ?? [];
      return {
        name: benchmark.name,
        asks,
        asked: result.asked.length,
        left: benchmark.asks.length - questions.length,
        papers: candidates.size,
        missing,
        comparisons: comparisonsOf(result, MEASURES[asks]),
        ...(await spreadOf(both, ours, candidates.size)),
        finished: result.asked.length === questions.length,
      };
    });
  }

  /**
   * Goes through a profile in time: for each like, where it stood in the list made from what came before.
   * @throws INVALID_INPUT, PROFILE_NOT_FOUND, PROFILE_UNREADABLE
   */
  async replay(query: ReplayQuery, job: ContestJob = {}): Promise<Replay> {
    const checked = parseQuery(replaySchema, query);
    const profile = await this.#parts.profiles.read(checked.profile);
    return replay(this.#parts, profile, checked, job);
  }
}

function measure(metric: typeof ndcgAt, k: number): Measure {
  return (list, { relevant }) => metric(k, list, relevant);
}

/** How unlike each other our papers are, and how many of all are in any list. */
async function spreadOf({ dense }: Views, lists: readonly number[][], papers: number): Promise<{ diversity: number; coverage: number }> {
  const beginnings = lists.map((list) => list.slice(0, PAPERS_READ));
  const diversities: number[] = [];
  for (const list of beginnings) if (list.length > 1) diversities.push(diversityOf(await dense.pairwise(list)));
  return { diversity: diversities.length === 0 ? 0 : mean(diversities), coverage: coverageOf(beginnings, papers) };
}

function nothingHere({ name, asks }: Benchmark): PaperkinError {
  const remedy = 'Import its papers first, or name the folder of data where they are with --home.';
  return new PaperkinError('PAPER_NOT_FOUND', `Of the ${asks.length} questions of ${name} none can be asked: their papers are not here.`, {
    value: name,
    remedy,
  });
}
