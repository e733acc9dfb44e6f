/**
 * Commands that are killed: `node build/bench/reliability/kills.js [TIMES] [SEED]`. Each is sent SIGKILL at TIMES random moments (default 30),
 * over a folder with the starter corpus; afterwards all that had been acknowledged has to be there, the store passes SQLite's
 * integrity check, and the same command goes on to its end.
 */

import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { seededRandom } from '../../src/random.js';
import { evidence } from '../../test/support/witness.js';
import { machine, table } from '../support/machine.js';
import { runCli, startCli } from '../support/process.js';
import { temporaryFolder } from '../support/temporary.js';

const [times = 30, seed = 1] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const home = join(temporaryFolder(), 'home');
const paperkin = (...args: string[]) => runCli([...args, '--home', home, '--quiet']);
await paperkin('import', '--starter');
await paperkin('topics', 'update');
await paperkin('topics', 'name', 'KV cache');
await paperkin('map');
const ids = (evidence(home)?.papers ?? []).map(({ id }) => id);
const topic = (JSON.parse((await paperkin('topics', '--json')).stdout) as { topics: { id: string }[] }).topics[0]?.id ?? '';

interface Work {
  name: string;
  /** The processes that are killed together. */
  commands: () => string[][];
  /** The latest moment, in milliseconds. */
  within: number;
  /** Something that is acknowledged before the kill; gives what has to hold after it: undefined where it does. */
  acknowledged: (trial: number) => Promise<() => Promise<string | undefined>>;
  /** Goes on after the kill. */
  again: string[][];
}

const liked = new Set<string>();
await paperkin('profile', 'new', 'ana');

const WORK: readonly Work[] = [
  {
    name: 'three likes at a time',
    commands: () => [0, 1, 2].map(() => ['profile', 'like', 'ana', ids[Math.floor(random() * ids.length)] as string, '--json']),
    within: 700,
    acknowledged: async () => async () => {
      const { events } = JSON.parse((await paperkin('profile', 'export', 'ana')).stdout) as {
        events: { kind: string; papers?: string[] }[];
      };
      const there = new Set(events.flatMap(({ papers = [] }) => papers));
      const lost = [...liked].filter((paper) => !there.has(paper));
      return lost.length === 0 ? undefined : `${lost.length} likes`;
    },
    again: [['profile', 'like', 'ana', ids[0] as string]],
  },
  {
    name: 'topics update --anew',
    commands: () => [['topics', 'update', '--anew']],
    within: 1_500,
    acknowledged: async (trial) => {
      const name = `Name ${trial}`;
      await paperkin('topics', 'rename', topic, name);
      return async () => ((await paperkin('topics', '--json')).stdout.includes(name) ? undefined : 'a name');
    },
    again: [['topics', 'update']],
  },
  {
    name: 'map --anew',
    commands: () => [['map', '--anew']],
    within: 1_500,
    acknowledged: async () => async () => undefined,
    again: [['map']],
  },
  {
    name: 'models use',
    commands: () => [['models', 'use', 'paperkin-mini', '--dimensions', random() < 0.5 ? '128' : '64']],
    within: 900,
    acknowledged: async () => async () => {
      const { papers, embedded } = JSON.parse((await paperkin('status', '--json')).stdout) as { papers: number; embedded: number };
      return embedded === papers ? undefined : `${papers - embedded} vectors`;
    },
    again: [['models', 'use', 'paperkin-mini', '--dimensions', '256']],
  },
];

const rows: (string | number)[][] = [];
for (const { name, commands, within, acknowledged, again } of WORK) {
  let [killed, lost, stuck] = [0, 0, 0];
  for (let trial = 0; trial < times; trial++) {
    const check = await acknowledged(trial);
    killed += await killedAfter(commands(), 100 + random() * within);
    const missing = (await check().catch((error: unknown) => String(error))) ?? integrity();
    if (missing !== undefined) {
      lost++;
      console.error(`${name} ${trial}: lost ${missing}`);
    }
    for (const args of again) await paperkin(...args).catch(() => stuck++);
  }
  rows.push([name, times, killed, lost, stuck]);
  console.error(rows.at(-1)?.join(' '));
}
console.log(`${machine()}\n`);
console.log(table(['command', 'trials', 'processes killed', 'something lost', 'did not go on'], rows));
process.exit(0);

/** Starts processes and kills them together; what they told before is acknowledged. Gives how many had not ended by then. */
async function killedAfter(commands: readonly string[][], milliseconds: number): Promise<number> {
  const children = commands.map((args) => startCli([...args, '--home', home, '--quiet'], 'pipe'));
  const said = children.map(async (child) => {
    child.stderr?.resume();
    const [stdout] = await Promise.all([child.stdout ? text(child.stdout) : '', new Promise((resolve) => child.once('close', resolve))]);
    return { stdout, killed: child.signalCode === 'SIGKILL' };
  });
  await setTimeout(milliseconds);
  for (const child of children) child.kill('SIGKILL');
  let killed = 0;
  for (const one of await Promise.all(said)) {
    if (one.killed) killed++;
    for (const [, paper = ''] of one.stdout.matchAll(/"papers": \[\s*"([^"]+)"/g)) liked.add(paper);
  }
  return killed;
}

function integrity(): string | undefined {
  const found = evidence(home)?.integrity;
  return found === 'ok' ? undefined : `integrity: ${found}`;
}
