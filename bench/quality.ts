/**
 * Quality of neighbours and search: nDCG@10 through the engine (HNSW), beside the exact scan of
 * the same vectors. `node build/bench/quality.js [DIMENSIONS]`, where DIMENSIONS is such as
 * `256,128,64` (default: all of the model's); needs ../shared/benchmarks.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { cut } from '../src/embedding/cut.js';
import { describeModel } from '../src/embedding/models.js';
import { EmbedderPool } from '../src/embedding/pool.js';
import type { Engine } from '../src/engine.js';
import { paperOfRecord } from '../src/ingest/record.js';
import { openEngine } from '../src/open.js';
import { BUNDLED_MODEL } from '../src/package-root.js';
import { SqliteStore } from '../src/stores/sqlite/store.js';
import { ExactIndex } from '../src/vectors/exact.js';
import { machine, table } from './support/machine.js';
import { mean, ndcgAt } from './support/metrics.js';
import { requireShared, tsvRows, zstdLines } from './support/shared.js';

const K = 10;

const model = await describeModel(BUNDLED_MODEL);
const DIMENSIONS = process.argv[2]?.split(',').map(Number) ?? [model.dimensions];

interface Benchmark {
  name: string;
  folder: string;
  qrels: string;
  /** What the documents' benchmark README reports for exact search in Python. */
  reported: number;
}

const BENCHMARKS: readonly Benchmark[] = [
  { name: 'citations: cites', folder: 'citations', qrels: 'qrels.tsv', reported: 31.4 },
  { name: 'citations: co-cites', folder: 'citations', qrels: 'cocites.qrels.tsv', reported: 19.5 },
  { name: 'sections', folder: 'sections', qrels: 'qrels.tsv', reported: 34.5 },
  { name: 'scifact', folder: 'scifact', qrels: 'qrels.tsv', reported: 46.0 },
];

interface Corpus {
  dimensions: number;
  engine: Engine;
  exact: ExactIndex;
  store: SqliteStore;
  embedder: EmbedderPool;
  /** Benchmark id -> id in the engine. */
  ids: Map<string, string>;
  /** Texts of queries that are no documents. */
  queries: Map<string, string>;
  close(): Promise<void>;
}

console.log(`${machine()}\n`);
const rows: (string | number)[][] = [];
for (const folder of new Set(BENCHMARKS.map((benchmark) => benchmark.folder))) {
  const { home, ids } = await importCorpus(folder);
  for (const dimensions of DIMENSIONS) {
    const corpus = await openCorpus(folder, home, ids, dimensions);
    for (const benchmark of BENCHMARKS.filter((each) => each.folder === folder)) rows.push(await measure(corpus, benchmark));
    await corpus.close();
  }
  await rm(home, { recursive: true, force: true });
}
console.log(table(['benchmark', 'dimensions', 'queries', 'papers', 'HNSW', 'exact', 'difference', 'reported'], rows));

async function measure(corpus: Corpus, { name, folder, qrels, reported }: Benchmark): Promise<(string | number)[]> {
  const relevant = new Map<string, Set<string>>();
  for (const [query = '', document = ''] of await tsvRows(requireShared('benchmarks', folder, qrels))) {
    const id = corpus.ids.get(document);
    if (id === undefined || id === corpus.ids.get(query)) continue;
    relevant.set(query, (relevant.get(query) ?? new Set()).add(id));
  }
  const approximate: number[] = [];
  const exact: number[] = [];
  for (const [query, judged] of relevant) {
    approximate.push(ndcgAt(K, await throughEngine(corpus, query), judged));
    exact.push(ndcgAt(K, await byScan(corpus, query), judged));
  }
  const [h, e] = [100 * mean(approximate), 100 * mean(exact)];
  const { papers } = await corpus.engine.status();
  return [name, corpus.dimensions, relevant.size, papers, h.toFixed(2), e.toFixed(2), (h - e).toFixed(2), reported.toFixed(1)];
}

async function throughEngine({ engine, ids, queries }: Corpus, query: string): Promise<string[]> {
  const text = queries.get(query);
  const answer =
    text === undefined ? await engine.similar({ ids: [ids.get(query) ?? ''], k: K }) : await engine.search({ query: text, k: K });
  return answer.results.map(({ paper }) => paper.id);
}

async function byScan({ dimensions, store, exact, ids, queries, embedder }: Corpus, query: string): Promise<string[]> {
  const text = queries.get(query);
  const [seed] = text === undefined ? await store.find([ids.get(query) ?? '']) : [];
  const [vector] = seed ? await store.vectors(model.id, [seed.key]) : await embedder.embed([text ?? '']);
  const neighbours = exact.nearest(cut(vector ?? new Float32Array(0), dimensions), K + 1).filter(({ key }) => key !== seed?.key);
  const papers = await store.byKeys(neighbours.slice(0, K).map(({ key }) => key));
  return papers.map((stored) => stored?.paper.id ?? '');
}

async function importCorpus(folder: string): Promise<{ home: string; ids: Map<string, string> }> {
  const home = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
  const file = join(home, 'corpus.jsonl');
  const ids = new Map<string, string>();
  const out = createWriteStream(file);
  for await (const line of zstdLines(requireShared('benchmarks', folder, 'corpus.jsonl.zst'))) {
    const record = JSON.parse(line) as { _id: string };
    ids.set(record._id, paperOfRecord(record).id);
    out.write(`${line}\n`);
  }
  await finished(out.end());
  const engine = await openEngine({ home });
  await engine.importPapers(file);
  await engine.close();
  return { home, ids };
}

async function openCorpus(folder: string, home: string, ids: Map<string, string>, dimensions: number): Promise<Corpus> {
  const engine = await openEngine({ home, dimensions });
  const store = await SqliteStore.open(home);
  const embedder = new EmbedderPool(model);
  const exact = new ExactIndex(dimensions);
  for (let since = 0; ; ) {
    const changes = await store.changes(model.id, since, 1_000);
    await exact.apply(changes.map(({ key, vector }) => ({ key, vector: vector && cut(vector, dimensions) })));
    const last = changes.at(-1);
    if (!last) break;
    since = last.sequence;
  }
  return {
    dimensions,
    engine,
    exact,
    store,
    embedder,
    ids,
    queries: folder === 'scifact' ? await readQueries(folder) : new Map(),
    async close() {
      await engine.close();
      await store.close();
      await embedder.close();
    },
  };
}

async function readQueries(folder: string): Promise<Map<string, string>> {
  const lines = (await readFile(requireShared('benchmarks', folder, 'queries.jsonl'), 'utf8')).trim().split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as { _id: string; text: string }).map(({ _id, text }) => [_id, text]));
}
