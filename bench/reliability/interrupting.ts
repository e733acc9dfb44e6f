/**
 * How soon long work ends that is interrupted: `node build/bench/reliability/interrupting.js HOME PAPERS [TIMES]`. HOME is a folder with
 * papers and their terms, which is only read (100,000 make every phase long enough to be met); PAPERS a file of other papers to import.
 * The papers get made-up vectors in a copy. Each command is sent SIGINT at TIMES random moments (default 5).
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { percentile } from '../../src/evaluate/metrics.js';
import { seededRandom } from '../../src/numeric/random.js';
import { machine, table } from '../support/machine.js';
import { runCli, startCli } from '../support/process.js';
import { temporaryFolder } from '../support/temporary.js';
import { makeUpVectors } from './made-up-vectors.js';

const [home, papers, times = '5'] = process.argv.slice(2);
if (home === undefined || papers === undefined) {
  console.log('usage: node build/bench/reliability/interrupting.js HOME PAPERS [TIMES]');
  process.exit(2);
}
const random = seededRandom(3);
const folder = temporaryFolder();
const plain = join(folder, 'plain');
copy(home, plain);
/** With vectors, of which no index has been made; and with all. */
const [unindexed, whole] = [join(folder, 'unindexed'), join(folder, 'whole')];
copy(plain, unindexed);
await makeUpVectors(unindexed);
copy(unindexed, whole);
await runCli(['embed', '--home', whole, '--quiet']);
await runCli(['profile', 'new', 'ana', '--home', whole]);

interface Work {
  name: string;
  args: readonly string[];
  from?: string;
  /** The latest moment, in seconds. */
  within: number;
  stdin?: string;
}

const WORK: readonly Work[] = [
  { name: 'import, reading', args: ['import', papers, '--no-embed'], within: 8 },
  { name: 'import, all', args: ['import', '-'], stdin: papers, within: 4 },
  { name: 'embed, embedding', args: ['embed'], from: plain, within: 6 },
  { name: 'embed, indexing', args: ['embed'], from: unindexed, within: 15 },
  { name: 'embed --stdin', args: ['embed', '--stdin'], stdin: papers, within: 4 },
  { name: 'models use, indexing', args: ['models', 'use', 'paperkin-mini', '--dimensions', '128'], from: whole, within: 12 },
  { name: 'topics update', args: ['topics', 'update', '--anew'], from: whole, within: 25 },
  { name: 'map', args: ['map', '--anew', '--out', join(folder, 'map.png')], from: whole, within: 25 },
  { name: 'trends terms', args: ['trends', 'terms'], from: whole, within: 5 },
  { name: 'topics name', args: ['topics', 'name', 'language models'], from: whole, within: 4 },
  { name: 'search, without indexes', args: ['search', 'language models'], from: unindexed, within: 3 },
];

const rows: (string | number)[][] = [];
for (const { name, args, from, within, stdin } of WORK) {
  const took: number[] = [];
  let ended = 0;
  for (let i = 0; i < Number(times); i++) {
    const place = join(folder, 'trial');
    if (from !== undefined) copy(from, place);
    const moment = 300 + random() * (1_000 * within - 300);
    const seconds = await interrupted([...args, '--home', place, '--quiet'], moment, stdin);
    if (seconds === undefined) ended++;
    else took.push(seconds);
    console.error(`${name} after ${(moment / 1_000).toFixed(1)} s: ${seconds === undefined ? 'had ended' : `${Math.round(seconds)} ms`}`);
    rmSync(place, { recursive: true, force: true });
  }
  const shown = (value: number) => (took.length === 0 ? '' : `${Math.round(value)} ms`);
  rows.push([name, took.length, ended, shown(percentile(took, 0.5)), shown(Math.max(...took))]);
}
console.log(`${machine()}\n`);
console.log(table(['work', 'interrupted', 'had ended before', 'to the end of the process, p50', 'worst'], rows));
process.exit(0);

/** How long a process lives on that is interrupted at a moment, in milliseconds; undefined where it had ended by then. */
async function interrupted(args: readonly string[], moment: number, stdin: string | undefined): Promise<number | undefined> {
  const child = startCli(args, 'pipe');
  child.stdout?.resume();
  child.stderr?.resume();
  child.stdin?.on('error', () => undefined);
  if (stdin === undefined) child.stdin?.end();
  else if (child.stdin) createReadStream(stdin).pipe(child.stdin);
  const end = new Promise<number>((resolve) => child.once('exit', () => resolve(performance.now())));
  await setTimeout(moment);
  if (child.exitCode !== null) return undefined;
  const sent = performance.now();
  child.kill('SIGINT');
  return (await end) - sent;
}

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  execFileSync('cp', ['-a', '--reflink=auto', from, to]);
}
