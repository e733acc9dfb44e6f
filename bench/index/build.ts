/**
 * What the parameters of the graph buy: time to build, size, recall@10 against the plain scan and time
 * a query, papers being the queries. `node build/bench/index/build.js [HOME] [N] [M/EFCONSTRUCTION...]`, where
 * HOME is a data folder with vectors and N how many of them are taken (default 100,000).
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BestNeighbours } from '../../src/dense/best-neighbours.js';
import { HNSW_DEFAULTS, HnswIndex } from '../../src/dense/hnsw/hnsw.js';
import { mean } from '../../src/evaluate/metrics.js';
import { machine, table } from '../support/machine.js';
import { fill, readVectors, similarityOfRows } from './vectors.js';

const K = 10;
const QUERIES = 300;
const BREADTHS = [50, 100, 150, 200, 400];

const [home, count = '100000', ...given] = process.argv.slice(2);
const settings = (given.length > 0 ? given : ['12/80', '12/100', '16/80', '16/100', '16/150', '24/100']).map((setting) => {
  const [m, efConstruction] = setting.split('/').map(Number);
  return { m: m as number, efConstruction: efConstruction as number };
});

const vectors = await readVectors(home, Number(count), QUERIES);
const truths = vectors.queries.map((query) => {
  const best = new BestNeighbours(K);
  for (const [row, similarity] of similarityOfRows(query, vectors).entries()) best.offer(vectors.keys[row] as number, similarity);
  return new Set(best.sorted.map(({ key }) => key));
});

const folder = await mkdtemp(join(tmpdir(), 'paperkin-build-'));
const files = { graph: join(folder, 'graph'), quantised: join(folder, 'quantised') };
console.log(`${machine()}\n`);
console.log(`${vectors.keys.length} ${vectors.source}, ${vectors.dimensions} dimensions\n`);
const rows: (string | number)[][] = [];
for (const setting of settings) {
  const built = await HnswIndex.create(vectors.dimensions, { ...HNSW_DEFAULTS, ...setting });
  const begun = process.cpuUsage();
  await fill(built, vectors);
  const seconds = process.cpuUsage(begun).user / 1e6;
  await rm(files.quantised, { force: true });
  await built.writeGraph(files.graph);
  built.writeQuantised(files.quantised);
  const megabytes = (await stat(files.graph)).size / 1e6;
  for (const efSearch of BREADTHS) {
    const index = await HnswIndex.read(files, vectors.dimensions, { ...HNSW_DEFAULTS, ...setting, efSearch });
    index.nearest(vectors.queries[0] as Float32Array, K);
    const recalls: number[] = [];
    let milliseconds = 0;
    for (const [i, query] of vectors.queries.entries()) {
      const asked = performance.now();
      const found = index.nearest(query, K);
      milliseconds += performance.now() - asked;
      recalls.push(found.filter(({ key }) => truths[i]?.has(key)).length / K);
    }
    rows.push([
      setting.m,
      setting.efConstruction,
      efSearch,
      seconds.toFixed(0),
      megabytes.toFixed(0),
      mean(recalls).toFixed(4),
      (milliseconds / QUERIES).toFixed(2),
    ]);
  }
}
await rm(folder, { recursive: true });
console.log(table(['M', 'efConstruction', 'efSearch', 'build, s of one core', 'MB', `recall@${K}`, 'ms a query'], rows));
