/**
 * Health while clients are hostile: `node build/bench/reliability/hostile.js [HOME [SECONDS [COMMAND]]]`. A real server over a copy of HOME
 * (without one, or with '': the starter corpus) gets a mix of nasty requests from several clients at once, on loopback and for SECONDS
 * (default 20, and a fifth of it for each kind alone), while another process asks /api/health. COMMAND is the compiled command of another
 * version to measure (its dist/cli/main.js).
 *
 * A probe is sent every 20 ms whether those before have been answered or not, so that a second of silence counts as fifty probes and not
 * as one; its time runs from the moment at which it was due. Between two rows the server has to come to rest.
 */
import { execFileSync, spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { percentile } from '../../src/evaluate/metrics.js';
import { ATTACKS, type Attack } from '../../test/support/attacks.js';
import { machine, table } from '../support/machine.js';
import { cpuSeconds } from '../support/process.js';
import { type Server, startServer } from '../support/server.js';
import { temporaryFolder } from '../support/temporary.js';

const CLIENTS = 6;
const PROBE_INTERVAL = 20;
/** A client gives its request up after so long, in milliseconds; so does the probe, which then counts as this long. */
const PATIENCE = 10_000;
/** How long a row waits for the server to come to rest, in milliseconds, and what rest is: share of a core. */
const [REST_WAIT, REST_LOOK, REST] = [10_000, 250, 0.1];

const [first, second = '20', command] = process.argv.slice(2);

/** Asks until standard input ends, and prints how long each answer took, in milliseconds. */
async function probe(url: string): Promise<void> {
  const took: Promise<number>[] = [];
  let over = false;
  process.stdin.once('end', () => {
    over = true;
  });
  process.stdin.resume();
  const begun = performance.now();
  const ask = async (due: number) => {
    await fetch(new URL('api/health', url), { signal: AbortSignal.timeout(PATIENCE) })
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
    return performance.now() - due;
  };
  for (let due = begun; !over; due += PROBE_INTERVAL) {
    await setTimeout(Math.max(0, due - performance.now()));
    took.push(ask(due));
  }
  process.stdout.write(JSON.stringify(await Promise.all(took)));
}

async function measure(source: string | undefined, seconds: number): Promise<void> {
  const home = join(temporaryFolder(), 'home');
  if (source) execFileSync('cp', ['-a', '--reflink=auto', source, home]);
  const server = await startServer(home, command);
  const rows = [await measured('nothing else', server, seconds / 5, [])];
  for (const [name, attack] of Object.entries(ATTACKS)) rows.push(await measured(name, server, seconds / 5, [attack]));
  rows.push(await measured('all of them', server, seconds, Object.values(ATTACKS)));
  await server.close();
  console.log(`${machine()} · load ${loadavg()[0]?.toFixed(1)}\n`);
  console.log(table(['while clients send', 'requests', 'probes', 'health p50', 'p99', 'max'], rows));
}

async function measured(name: string, server: Server, seconds: number, attacks: readonly Attack[]): Promise<(string | number)[]> {
  await rest(server);
  const prober = spawn(process.execPath, [fileURLToPath(import.meta.url), 'probe', server.url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const end = performance.now() + 1_000 * seconds;
  let requests = 0;
  const client = async (number: number) => {
    for (let i = number; performance.now() < end; i++) {
      const attack = attacks[i % Math.max(1, attacks.length)];
      if (!attack) await setTimeout(PROBE_INTERVAL);
      else {
        requests++;
        await attack(server.url, AbortSignal.timeout(PATIENCE)).catch(() => undefined);
      }
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  // What is answered late is asked for no longer: the row is of the time in which they send.
  await setTimeout(end - performance.now());
  prober.stdin.end();
  const took = JSON.parse(await text(prober.stdout)) as number[];
  await clients;
  const figures = [percentile(took, 0.5), percentile(took, 0.99), Math.max(...took)];
  const row = [name, requests, took.length, ...figures.map((ms) => `${ms.toFixed(1)} ms`)];
  console.error(row.join('  '));
  return row;
}

/** Late work of one row must not be measured in the next. */
async function rest({ pid }: Server): Promise<void> {
  const latest = performance.now() + REST_WAIT;
  for (let before = cpuSeconds(pid); performance.now() < latest; ) {
    await setTimeout(REST_LOOK);
    const now = cpuSeconds(pid);
    if (now - before < (REST * REST_LOOK) / 1_000) return;
    before = now;
  }
  console.error('the server has not come to rest');
}

if (first === 'probe') await probe(second);
else await measure(first, Number(second));
process.exit(0);
