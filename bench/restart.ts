/**
 * Restart to first answer, and latency of neighbours over HTTP. `node build/bench/restart.js HOME`,
 * where HOME is a data folder with papers and a snapshot (docs/figures.md has 100,000 and 405,135).
 */

import { percentile } from '../src/evaluate/metrics.js';
import { machine, table } from './support/machine.js';
import { startServer } from './support/server.js';

const STARTS = 5;
const REQUESTS = 2_000;

const home = process.argv[2];
if (home === undefined) {
  console.log('usage: node build/bench/restart.js HOME');
  process.exit(2);
}

interface Page {
  papers: { id: string }[];
  next?: string;
}

const starts: number[] = [];
const latencies: number[] = [];
let memory = 0;
let papers = 0;
for (let start = 0; start < STARTS; start++) {
  const begun = performance.now();
  const server = await startServer(home);
  const { url } = server;
  const { papers: newest } = await json<Page>(new URL('api/papers?limit=1', url));
  await json(similar(url, newest[0]?.id));
  starts.push(performance.now() - begun);
  if (start === STARTS - 1) {
    const { papers: page } = await json<Page>(new URL('api/papers?limit=1000', url));
    const ids = page.map(({ id }) => id);
    papers = (await json<{ papers: number }>(new URL('api/health', url))).papers;
    for (let i = 0; i < REQUESTS; i++) {
      const asked = performance.now();
      await json(similar(url, ids[(i * 7) % ids.length]));
      latencies.push(performance.now() - asked);
    }
    memory = server.peakMegabytes();
  }
  await server.close();
}

console.log(`${machine()}\n`);
console.log(
  table(
    ['papers', 'restart to first answer, median of 5', 'slowest', 'similar p50', 'p99', 'peak memory'],
    [
      [
        papers,
        `${(percentile(starts, 0.5) / 1_000).toFixed(2)} s`,
        `${(Math.max(...starts) / 1_000).toFixed(2)} s`,
        `${percentile(latencies, 0.5).toFixed(2)} ms`,
        `${percentile(latencies, 0.99).toFixed(2)} ms`,
        `${memory} MB`,
      ],
    ],
  ),
);

function similar(url: string, id: string | undefined): URL {
  return new URL(`api/papers/${id}/similar?k=10`, url);
}

async function json<T>(url: URL): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
