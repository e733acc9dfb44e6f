/**
 * Quality of neighbours and search: nDCG@10 through the engine by both views and by each alone, the vectors'
 * beside the exact scan of the same. `node build/bench/quality.js [DIMENSIONS]`, where DIMENSIONS is such as
 * `256,128,64` (default: all of the model's); needs ../shared/benchmarks.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExactIndex } from '../src/dense/hnsw/exact.js';
import { truncateVector } from '../src/embedding/cut.js';
import { mean, ndcgAt } from '../src/evaluate/metrics.js';
import { openEngine } from '../src/open.js';
import type { Mode } from '../src/search/query.js';
import { BENCHMARKS, type Benchmark, folderOf, type Question, readQuestions } from './search/benchmarks.js';
import { type Corpus, prepareCorpus } from './search/corpus.js';
import { filesOf, readEmbedded } from './search/papers.js';
import { openQuestionEmbedder } from './search/question-embedder.js';
import { machine, table } from './support/machine.js';

const K = 10;

/** What the benchmarks' README reports for exact search in Python, by name. */
const REPORTED: Readonly<Record<string, number>> = { cites: 31.4, 'co-cites': 19.5, sections: 34.5, scifact: 46.0 };

/** Ids of papers, best first. */
type Answerer = (ask: Question['ask']) => Promise<string[]>;

const measured = BENCHMARKS.filter(({ name }) => name in REPORTED);
const embedder = await openQuestionEmbedder();
const DIMENSIONS = process.argv[2]?.split(',').map(Number) ?? [embedder.dimensions];

console.log(`${machine()}\n`);
const rows: (string | number)[][] = [];
const scratch = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
for (const name of new Set(measured.map(({ folder }) => folder))) {
  const folder = await folderOf(name, scratch);
  const corpus = await prepareCorpus(join(folder, 'corpus.jsonl.zst'), scratch);
  const benchmarks = measured.filter((benchmark) => benchmark.folder === name);
  for (const dimensions of DIMENSIONS) rows.push(...(await measure(corpus, dimensions, folder, benchmarks)));
}
await embedder.close();
await rm(scratch, { recursive: true, force: true });
console.log(table(['benchmark', 'dimensions', 'queries', 'papers', 'both', 'meaning', 'words', 'exact', 'lost by HNSW', 'reported'], rows));

async function measure(corpus: Corpus, dimensions: number, folder: string, benchmarks: Benchmark[]): Promise<(string | number)[][]> {
  const engine = await openEngine({ home: filesOf(corpus.folder).home, dimensions });
  const throughEngine = (mode: Mode): Answerer => {
    return async (ask) => {
      const asked = { k: K, mode };
      const verb = 'similar' in ask ? engine.similar({ ids: [ask.similar], ...asked }) : engine.search({ query: ask.search, ...asked });
      return (await verb).results.map(({ paper }) => paper.id);
    };
  };
  const byScan = await scanner(corpus, dimensions);
  const figures: (string | number)[][] = [];
  for (const { name, judgements } of benchmarks) {
    const questions = await readQuestions(folder, judgements, corpus.ids);
    const [both, dense, words] = [
      await score(questions, throughEngine('hybrid')),
      await score(questions, throughEngine('dense')),
      await score(questions, throughEngine('lexical')),
    ];
    const exact = await score(questions, byScan);
    const scores = [both, dense, words, exact, dense - exact].map((each) => each.toFixed(2));
    figures.push([name, dimensions, questions.length, corpus.papers, ...scores, REPORTED[name]?.toFixed(1) ?? '']);
  }
  await engine.close();
  return figures;
}

async function score(questions: readonly Question[], answer: Answerer): Promise<number> {
  const scores: number[] = [];
  for (const { ask, relevant } of questions) scores.push(ndcgAt(K, await answer(ask), relevant));
  return 100 * mean(scores);
}

async function scanner({ folder }: Corpus, dimensions: number): Promise<Answerer> {
  const exact = new ExactIndex(dimensions);
  const ids: string[] = [];
  const vectors = new Map<string, Float32Array>();
  for await (const { id, vector } of readEmbedded(folder, embedder.dimensions)) {
    const shortened = truncateVector(vector, dimensions);
    await exact.apply([{ key: ids.length, vector: shortened }]);
    ids.push(id);
    vectors.set(id, shortened);
  }
  return async (ask) => {
    const vector = 'similar' in ask ? vectors.get(ask.similar) : truncateVector(await embedder.embed(ask.search), dimensions);
    const nearest = exact.nearest(vector ?? new Float32Array(dimensions), K + 1).map(({ key }) => ids[key] ?? '');
    return nearest.filter((id) => !('similar' in ask) || id !== ask.similar).slice(0, K);
  };
}
