/**
 * From the start of `paperkin serve` on a ready home to its first healthy answer, of one version or of several by turns.
 * `node build/bench/start-up.js HOME FOLDER...`, where HOME is a data folder with papers, of which copies are used, and each FOLDER a
 * checkout in which `npm run build` has run. Time on processors says more than time where others load the machine.
 */
import { cpSync, existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../src/evaluate/metrics.js';
import { machine, table } from './support/machine.js';
import { cpuSeconds } from './support/process.js';
import { startServer } from './support/server.js';
import { temporaryFolder } from './support/temporary.js';
import { rotated } from './support/turns.js';

const STARTS = 7;

const [home, ...folders] = process.argv.slice(2);
const commands = folders.map((folder) => join(folder, 'dist', 'cli', 'main.js'));
if (home === undefined || folders.length === 0 || ![join(home, 'papers.db'), ...commands].every((file) => existsSync(file))) {
  console.log('usage: node build/bench/start-up.js HOME FOLDER...');
  process.exit(2);
}

const temporary = temporaryFolder();
const contestants = commands.map((command, i) => {
  const copy = join(temporary, String(i));
  cpSync(home, copy, { recursive: true, preserveTimestamps: true });
  return { folder: folders[i] as string, command, copy, seconds: [] as number[], cpu: [] as number[] };
});
// The first start of a copy may bring its files up to date.
for (const { copy, command } of contestants) await start(copy, command);
const load = [loadavg()[0] as number];
for (let round = 0; round < STARTS; round++) {
  for (const { copy, command, seconds, cpu } of rotated(contestants, round)) {
    const taken = await start(copy, command);
    seconds.push(taken.seconds);
    cpu.push(taken.cpu);
  }
}
load.push(loadavg()[0] as number);

console.log(`${machine()}\n`);
const shown = (values: readonly number[]) =>
  [percentile(values, 0.5), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(2));
console.log(
  table(
    ['version', 'seconds, median of 7', 'least', 'most', 'CPU seconds, median', 'least', 'most'],
    contestants.map(({ folder, seconds, cpu }) => [folder, ...shown(seconds), ...shown(cpu)]),
  ),
);
console.log(`\nLoad of the machine (1 minute) before and after: ${load.map((value) => value.toFixed(1)).join(', ')}`);

async function start(copy: string, command: string): Promise<{ seconds: number; cpu: number }> {
  const begun = performance.now();
  const server = await startServer(copy, command);
  const response = await fetch(new URL('api/health', server.url));
  const { status } = (await response.json()) as { status: string };
  const seconds = (performance.now() - begun) / 1_000;
  const cpu = cpuSeconds(server.pid);
  await server.close();
  if (status !== 'ok') throw new Error(`${command}: the first answer was ${response.status}`);
  return { seconds, cpu };
}
