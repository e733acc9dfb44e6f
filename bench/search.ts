/**
 * Search and similar beside what people usually build them with: quality (nDCG@10, recall@10),
 * latency and memory in one interleaved run, question by question.
 *
 *   node build/bench/search.js [--benchmarks cites,co-cites,sections,scifact,questions]
 *     [--queries 150] [--postgres FOLDER] [--quick]
 *
 * Of each benchmark so many questions are asked, the same ones in every run; `--quick` asks 20 of
 * scifact. All have the same papers, and the same vectors where they compare vectors.
 * `--postgres` names the folder of `initdb` of a Postgres with pgvector (default: Debian's newest).
 * Needs ../shared.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mean, ndcgAt, percentile, recallAt } from '../src/evaluate/metrics.js';
import { BENCHMARKS, type Benchmark, folderOf, type Question, readQuestions } from './search/benchmarks.js';
import { contestants } from './search/contestants.js';
import { type Corpus, prepareCorpus } from './search/corpus.js';
import { type Line, type Runner, race, start } from './search/race.js';
import { machine, table } from './support/machine.js';

const K = 10;
const WARM_UP = 10;
const QUICK = { benchmarks: 'scifact', queries: '20' };

const { values: flags } = parseArgs({
  options: {
    benchmarks: { type: 'string', default: BENCHMARKS.map(({ name }) => name).join(',') },
    queries: { type: 'string', default: '150' },
    postgres: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const { benchmarks, queries } = flags.quick ? QUICK : flags;
const chosen = benchmarks.split(',').map(benchmarkOf);

console.log(`${machine()}\n`);
const scratch = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
/** Contestant -> benchmark -> nDCG@10. */
const overview = new Map<string, Map<string, number>>();
/** Contestant -> why it cannot take part here. */
const absent = new Map<string, string>();
try {
  for (const name of new Set(chosen.map(({ folder }) => folder))) await measure(name);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
if (chosen.length > 1) {
  const cell = (scores: Map<string, number>, name: string) => percent(scores.get(name) ?? Number.NaN);
  const rows = [...overview].map(([contestant, scores]) => [contestant, ...chosen.map(({ name }) => cell(scores, name))]);
  console.log(`All benchmarks, nDCG@10\n\n${table(['', ...chosen.map(({ name }) => name)], rows)}`);
}

if (absent.size > 0) console.log(`\nLeft out\n${[...absent].map(([contestant, why]) => `\n- ${contestant}: ${why}`).join('')}`);

function benchmarkOf(name: string): Benchmark {
  const found = BENCHMARKS.find((benchmark) => benchmark.name === name);
  if (found) return found;
  console.log(`there is no benchmark ${name}, but ${BENCHMARKS.map((benchmark) => benchmark.name).join(', ')}`);
  process.exit(2);
}

/** The benchmarks of one corpus, which contestants take in once. */
async function measure(name: Benchmark['folder']): Promise<void> {
  const folder = await folderOf(name, scratch);
  console.error(`${name}: embedding the corpus`);
  const corpus = await prepareCorpus(join(folder, 'corpus.jsonl.zst'), scratch);
  const runners: Runner[] = [];
  for (const entry of contestants(corpus.folder, flags.postgres)) {
    console.error(`${name}: ${entry.name}`);
    const started = await start(entry);
    if (typeof started === 'string') absent.set(entry.name, started);
    else runners.push(started);
  }
  for (const benchmark of chosen.filter((each) => each.folder === name)) {
    const questions = await readQuestions(folder, benchmark.judgements, corpus.ids);
    const asked = questions.slice(0, Number(queries));
    const lines = await race(runners, asked, questions.slice(-WARM_UP), K);
    report(benchmark, corpus, questions.length, asked, lines);
  }
  for (const runner of runners) await runner.close();
  await rm(corpus.folder, { recursive: true, force: true });
}

function report({ name, asks }: Benchmark, { papers }: Corpus, all: number, asked: readonly Question[], lines: Map<Runner, Line>): void {
  const rows = [...lines].map(([runner, { ranked, milliseconds }]) => {
    const scored = (score: typeof ndcgAt) => mean(asked.map(({ relevant }, i) => score(K, ranked[i] ?? [], relevant)));
    const ndcg = scored(ndcgAt);
    overview.set(runner.name, (overview.get(runner.name) ?? new Map()).set(name, ndcg));
    const times = [0.5, 0.99].map((share) => percentile(milliseconds, share).toFixed(2));
    return [runner.name, percent(ndcg), percent(scored(recallAt)), ...times, runner.peakMegabytes()];
  });
  console.log(`**${name}**: ${asks}; ${asked.length} of ${all} questions, ${papers} papers\n`);
  console.log(`${table(['', `nDCG@${K}`, `recall@${K}`, 'p50 ms', 'p99 ms', 'peak MB'], rows)}\n`);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
