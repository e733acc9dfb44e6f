import { percentile } from '../../src/evaluate/metrics.js';
import { Child, nodeCommand } from '../support/child.js';
import { table } from '../support/machine.js';
import { startServer } from '../support/server.js';
import type { Load, LoadAnswer } from './load.js';
import { PATHS, randomPapers } from './papers.js';

const CLIENTS = [1, 8, 32];
const REQUESTS = 2_000;
/** A number of clients is asked for no longer, so that all of it is done in five minutes. */
const SECONDS = 25;

/** How much one server answers at a time, and how long each waits for it. */
export async function throughput(home: string): Promise<void> {
  const { papers, size } = await randomPapers(home, REQUESTS);
  const server = await startServer(home);
  const load = await Child.start(nodeCommand('size/load.js'));
  const rows: (string | number)[][] = [];
  const problems: string[] = [];
  for (const verb of ['similar', 'search'] as const) {
    const paths = papers.map(PATHS[verb]);
    const ask = (clients: number) => load.ask<LoadAnswer>({ url: server.url, paths, clients, seconds: SECONDS } satisfies Load);
    // Once before, so that the first number of clients finds the same pages in memory as the others.
    await ask(8);
    for (const clients of CLIENTS) {
      const { times, seconds, errors } = await ask(clients);
      const answered = times.filter((time) => time !== null);
      const ms = (share: number) => percentile(answered, share).toFixed(1);
      rows.push([verb, clients, answered.length, (answered.length / seconds).toFixed(1), ms(0.5), ms(0.99), ms(1), errors.length]);
      problems.push(...errors);
    }
  }
  const peak = server.peakMegabytes();
  await load.close();
  await server.close();

  console.log(`${size} papers over HTTP, ${papers.length} of them at random; the server's peak memory ${peak} MB\n`);
  console.log(table(['', 'clients', 'answers', 'answers/s', 'p50, ms', 'p99, ms', 'longest, ms', 'errors'], rows));
  if (problems[0] !== undefined) console.log(`\nthe first error: ${problems[0]}`);
}
