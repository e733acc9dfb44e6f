import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HNSW_DEFAULTS, HnswIndex } from '../../src/dense/hnsw/hnsw.js';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import type { Neighbour, SearchOptions } from '../../src/dense/vector-index.js';
import { seededRandom } from '../../test/support/random.js';
import { table } from '../support/machine.js';
import { closeHome, type Home, openHome } from './home.js';
import { questionOf, randomPapers } from './papers.js';
import { allRightAnswers, CANDIDATES, K, QUERIES, recallOf } from './right-answers.js';
import { sample } from './sample.js';
import { vectorsView } from './vectors-view.js';
import type { Entry } from './view.js';

const BREADTHS = [100, 150, 200, 300, 400];
const QUESTIONS = 200;
/** Queries before the clock runs. */
const WARM_UP = 20;

type Vectors = Entry<Float32Array>;
type Search = (vector: Float32Array, k: number, options: SearchOptions) => Neighbour[] | Promise<Neighbour[]>;

/** How many of the nearest papers the stored graph finds, by how far it looks, for papers and for titles asked as questions. */
export async function recall(folder: string): Promise<void> {
  const home = await openHome(folder);
  const { dimensions } = home.embedder.model;
  const view = await vectorsView(home);
  const oracle = view.oracle();
  const { drawn: papers, size } = await sample(view.changes(0), QUERIES.count, seededRandom(QUERIES.seed), (all) => oracle.apply(all));
  const asked = [
    { kind: 'papers', queries: papers, options: {}, right: await allRightAnswers(oracle, papers) },
    await questions(home).then(async (queries) => ({
      kind: 'questions',
      queries,
      options: { isQuery: true },
      right: await allRightAnswers(oracle, queries),
    })),
  ];
  await oracle.close();

  const rows: (string | number)[][] = [];
  const measure = async (name: string, k: number, search: Search) => {
    for (const { kind, queries, options, right } of asked) {
      const index = { nearest: async (vector: Float32Array, wanted: number) => (await search(vector, wanted, options)).map(scored) };
      await recallOf(index, queries.slice(0, WARM_UP), right, k);
      const { recall: found, milliseconds } = await recallOf(index, queries, right, k);
      rows.push([name, k, kind, queries.length, found.toFixed(4), milliseconds.toFixed(2)]);
    }
  };
  const files = await graphFiles(view.folder);
  for (const breadth of BREADTHS) {
    const graph = await HnswIndex.read(files, dimensions, { ...HNSW_DEFAULTS, efSearch: breadth, efQuery: breadth });
    await measure(`efSearch ${breadth}`, K + 1, (vector, k, options) => graph.nearest(vector, k, options));
  }
  const engine = new WorkerIndex({ identity: view.identity, dimensions, folder: view.folder });
  const origin = await engine.load();
  await measure('as answers ask', CANDIDATES, (vector, k, options) => engine.search(vector, k, options));
  await engine.close();
  const behind = (await home.store.sequence()) - (origin?.sequence ?? 0);
  await closeHome(home);

  console.log(`${size} vectors of ${dimensions} dimensions; a paper does not count as found by itself`);
  if (behind > 0) console.log(`the snapshot lacks the last ${behind} changes, which the plain scan has`);
  console.log(`\n${table(['', 'asked for', 'queries', 'number', `recall@${K}`, 'ms a query'], rows)}`);
}

/** Titles as somebody would ask for them; none of them is an entry. */
async function questions({ folder, embedder }: Home): Promise<Vectors[]> {
  const { papers } = await randomPapers(folder, QUESTIONS);
  const vectors = await embedder.embed(papers.map(questionOf), { role: 'query' });
  return vectors.map((content) => ({ key: -1, content }));
}

async function graphFiles(folder: string): Promise<{ graph: string; quantised: string }> {
  const manifest = JSON.parse(await readFile(join(folder, 'snapshot.json'), 'utf8')) as Record<'graph' | 'quantised', { name: string }>;
  return { graph: join(folder, manifest.graph.name), quantised: join(folder, manifest.quantised.name) };
}

function scored({ key, similarity }: Neighbour) {
  return { key, score: similarity };
}
