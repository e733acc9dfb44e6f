/**
 * Health while clients are hostile: `node build/bench/reliability/hostile.js [HOME [SECONDS]]`. A real server over a copy of HOME (without one:
 * the starter corpus) gets a mix of nasty requests from several clients at once, on loopback and for SECONDS (default 20), while another process
 * asks /api/health every 20 ms.
 */
import { execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { percentile } from '../../src/evaluate/metrics.js';
import { machine, table } from '../support/machine.js';
import { startServer } from '../support/server.js';
import { temporaryFolder } from '../support/temporary.js';

const CLIENTS = 6;
const PROBE_INTERVAL = 20;
/** A client gives its request up after so long, in milliseconds. */
const PATIENCE = 10_000;

const [first, second = '20'] = process.argv.slice(2);

/** Asks until standard input ends, and prints how long each answer took, in milliseconds. */
async function probe(url: string): Promise<void> {
  const took: number[] = [];
  let over = false;
  process.stdin.once('end', () => {
    over = true;
  });
  process.stdin.resume();
  while (!over) {
    const begun = performance.now();
    await fetch(new URL('api/health', url)).then((response) => response.arrayBuffer());
    took.push(performance.now() - begun);
    await setTimeout(Math.max(0, PROBE_INTERVAL - (performance.now() - begun)));
  }
  process.stdout.write(JSON.stringify(took));
}

async function measure(source: string | undefined, seconds: number): Promise<void> {
  const home = join(temporaryFolder(), 'home');
  if (source) execFileSync('cp', ['-a', '--reflink=auto', source, home]);
  const server = await startServer(home);
  const rows = [await measured('nothing else', server.url, 3, [])];
  for (const [name, attack] of Object.entries(ATTACKS)) rows.push(await measured(name, server.url, seconds / 5, [attack]));
  rows.push(await measured('all of them', server.url, seconds, Object.values(ATTACKS)));
  await server.close();
  console.log(`${machine()}\n`);
  console.log(table(['while clients send', 'requests', 'health p50', 'p99', 'max'], rows));
}

type Attack = (url: string, signal: AbortSignal) => Promise<unknown>;

async function measured(name: string, url: string, seconds: number, attacks: readonly Attack[]): Promise<(string | number)[]> {
  const prober = spawn(process.execPath, [fileURLToPath(import.meta.url), 'probe', url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const end = performance.now() + 1_000 * seconds;
  let requests = 0;
  const client = async (number: number) => {
    for (let i = number; performance.now() < end; i++) {
      const attack = attacks[i % Math.max(1, attacks.length)];
      if (!attack) await setTimeout(PROBE_INTERVAL);
      else {
        requests++;
        await attack(url, AbortSignal.timeout(PATIENCE)).catch(() => undefined);
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  prober.stdin.end();
  const took = JSON.parse(await text(prober.stdout)) as number[];
  const row = [name, requests, ...[percentile(took, 0.5), percentile(took, 0.99), Math.max(...took)].map((ms) => `${ms.toFixed(1)} ms`)];
  console.error(row.join('  '));
  return row;
}

function post(path: string, body: string): Attack {
  const headers = { 'content-type': 'application/json' };
  return async (url, signal) => (await fetch(new URL(path, url), { method: 'POST', headers, body, signal })).arrayBuffer();
}

function get(path: string): Attack {
  return async (url, signal) => (await fetch(new URL(path, url), { signal })).arrayBuffer();
}

const event = (i: number) => ({
  at: '2026-01-01T00:00:00.000Z',
  kind: 'seen',
  papers: [`arxiv:2401.${String(i).padStart(5, '0')}`],
  id: `e${i}`,
});
const profile = { paperkin: 'profile/1', name: 'hostile', created: '2026-01-01T00:00:00.000Z' };

/** Each of a kind that once held the server up, or may. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  'brackets without end': post('api/search', JSON.stringify({ query: `cache ${')'.repeat(15_000)}` })),
  'long identifiers': post(
    'api/similar',
    JSON.stringify({ ids: Array.from({ length: 50 }, (_, i) => `10.1234/${'.'.repeat(18_000)}${i}`) }),
  ),
  'deep JSON': post('api/search', `{"filter":${'['.repeat(400_000)}`),
  'long texts': post('api/similar', JSON.stringify({ text: 'cache compression of attention '.repeat(640) })),
  'combining marks': post('api/similar', JSON.stringify({ text: `e${'\u0301'.repeat(19_000)}` })),
  'filters of many ids': post(
    'api/search',
    JSON.stringify({ query: 'cache', filter: { ids: Array.from({ length: 10_000 }, (_, i) => `arxiv:2401.${i}`) } }),
  ),
  'most results, varied': post('api/search', JSON.stringify({ query: 'language models', k: 1_000, diversity: 1 })),
  'large profiles': post('api/profiles/import', JSON.stringify({ ...profile, events: Array.from({ length: 60_000 }, (_, i) => event(i)) })),
  'large pages': get('api/papers?limit=1000'),
  'map and trends': get('api/map/legend'),
  'requests that are given up': async (url) =>
    (await fetch(new URL('api/search?q=cache&k=100', url), { signal: AbortSignal.timeout(2) })).arrayBuffer(),
  'halves of requests': (url) =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('POST /api/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"que');
        void setTimeout(50).then(() => resolve(socket.destroy()));
      });
      socket.on('error', resolve);
    }),
};

if (first === 'probe') await probe(second);
else await measure(first, Number(second));
process.exit(0);
