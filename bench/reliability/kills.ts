/**
 * Commands that are killed: `node build/bench/reliability/kills.js [TIMES [SEED [ONLY]]]`. Each is sent SIGKILL at TIMES random moments (default 30)
 * of the time that it takes undisturbed here, over a folder with the starter corpus, an import over one of its own. Afterwards all that had
 * been acknowledged has to be there, the store passes SQLite's integrity check, and the same command goes on to its end.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { seededRandom } from '../../src/numeric/random.js';
import { assertSound, killAfter, recordLine } from '../../test/support/killed-import.js';
import { evidence } from '../../test/support/witness.js';
import { machine, table } from '../support/machine.js';
import { runCli, startCli } from '../support/process.js';
import { temporaryFolder } from '../support/temporary.js';

const [times = 30, seed = 1] = process.argv.slice(2, 4).map(Number);
/** How the name of the only command begins that is tried. Default: all. */
const only = process.argv[4];
/** Records of the import. Each is killed twice, at half the moments. */
const RECORDS = 20_000;
/** The moments, as shares of what the command takes undisturbed. */
const [EARLIEST, LATEST] = [0.3, 1.1];
const random = seededRandom(seed);
const folder = temporaryFolder();
const home = join(folder, 'home');
const paperkin = (...args: string[]) => runCli([...args, '--home', home, '--quiet']);
const json = async (...args: string[]) => JSON.parse((await paperkin(...args, '--json')).stdout);
await paperkin('import', '--starter');
await paperkin('topics', 'update');
await paperkin('topics', 'name', 'KV cache');
await paperkin('map');
await paperkin('profile', 'new', 'ana');
const ids = (evidence(home)?.papers ?? []).map(({ id }) => id);
const { topics } = (await json('topics')) as { topics: { id: string }[] };
const topic = topics[0]?.id ?? '';

interface Trial {
  /** Processes that had not ended by themselves. */
  killed: number;
  /** How much was acknowledged before the kill, in units of the work, and what of it is gone. */
  acknowledged: number;
  lost: string | undefined;
}

interface Work {
  name: string;
  /** Of what is acknowledged. */
  unit: string;
  /** Kills it after so many milliseconds, and looks. */
  trial(number: number, milliseconds: number): Promise<Trial>;
  /** What the shares of the moments are multiplied with; most of a like is the start of its process. Default 1. */
  later?: number;
  /** To its end, undisturbed. */
  again(): Promise<unknown>;
}

let nextLike = 0;
const liked = new Set<string>();
const threeLikes = () => [0, 1, 2].map(() => ['profile', 'like', 'ana', ids[nextLike++ % ids.length] as string, '--json']);
const importing = { file: join(folder, 'records.jsonl'), home: join(folder, 'imported') };

const WORK: readonly Work[] = [
  {
    name: 'three likes at a time',
    unit: 'likes',
    later: 1.7,
    async trial(_number, milliseconds) {
      const { killed, outputs } = await killedAfter(threeLikes(), milliseconds);
      const told = outputs.flatMap((stdout) => [...stdout.matchAll(/"papers": \[\s*"([^"]+)"/g)].map(([, paper = '']) => paper));
      for (const paper of told) liked.add(paper);
      const { events } = JSON.parse((await paperkin('profile', 'export', 'ana')).stdout) as { events: { papers?: string[] }[] };
      const there = new Set(events.flatMap(({ papers = [] }) => papers));
      const lost = [...liked].filter((paper) => !there.has(paper)).length;
      return { killed, acknowledged: told.length, lost: lost === 0 ? undefined : `${lost} likes` };
    },
    again: () => Promise.all(threeLikes().map((args) => paperkin(...args))),
  },
  {
    name: 'topics update --anew',
    unit: 'names given before',
    async trial(number, milliseconds) {
      const name = `Name ${number}`;
      await paperkin('topics', 'rename', topic, name);
      const { killed } = await killedAfter([['topics', 'update', '--anew']], milliseconds);
      return { killed, acknowledged: 1, lost: (await paperkin('topics', '--json')).stdout.includes(name) ? undefined : 'a name' };
    },
    again: () => paperkin('topics', 'update', '--anew'),
  },
  {
    name: 'map --anew',
    unit: 'maps made before',
    async trial(number, milliseconds) {
      // The same seed would give the same map, and hide that the one before is gone.
      const [before, seed] = [await mapNow(), number + 2];
      const { killed } = await killedAfter([['map', '--anew', '--seed', String(seed)]], milliseconds);
      const after = await mapNow();
      return { killed, acknowledged: 1, lost: after.places === before.places || after.seed === seed ? undefined : 'the map before' };
    },
    again: () => paperkin('map', '--anew'),
  },
  {
    name: 'models use',
    unit: 'vectors made before',
    async trial(_number, milliseconds) {
      const dimensions = random() < 0.5 ? '128' : '64';
      const { killed } = await killedAfter([['models', 'use', 'paperkin-mini', '--dimensions', dimensions]], milliseconds);
      const { papers, embedded } = (await json('status')) as { papers: number; embedded: number };
      return { killed, acknowledged: papers, lost: embedded === papers ? undefined : `${papers - embedded} vectors` };
    },
    again: () => paperkin('models', 'use', 'paperkin-mini', '--dimensions', '256'),
  },
  {
    name: 'import',
    unit: 'records',
    async trial(_number, milliseconds) {
      rmSync(importing.home, { recursive: true, force: true });
      let [kills, acknowledged] = [0, 0];
      let whole: number | undefined;
      for (let kill = 0; kill < 2; kill++) {
        const { seen, killed } = await killAfter(['import', importing.file, '--no-embed'], importing.home, milliseconds / 2);
        const found = evidence(importing.home);
        assertSound(found, seen, whole);
        // It may have been faster: then the next one finds everything the same.
        if (found?.checkpoint?.finished) whole = RECORDS;
        if (killed) kills++;
        acknowledged = Math.max(acknowledged, seen.records);
      }
      return { killed: kills, acknowledged, lost: undefined };
    },
    again: async () => {
      await runCli(['import', importing.file, '--no-embed', '--home', importing.home, '--quiet']);
      const { records = 0, finished = false } = evidence(importing.home)?.checkpoint ?? {};
      if (!finished || records !== RECORDS) throw new Error(`an import ended with ${records} of ${RECORDS} records`);
    },
  },
];

writeFileSync(importing.file, Array.from({ length: RECORDS }, (_, i) => recordLine(i)).join('\n'));
const rows: (string | number)[][] = [];
for (const { name, unit, trial, again, later = 1 } of WORK) {
  if (only !== undefined && !name.startsWith(only)) continue;
  const begun = performance.now();
  await again();
  const undisturbed = performance.now() - begun;
  let [killed, acknowledged, lost, wentOn] = [0, 0, 0, 0];
  for (let number = 0; number < times; number++) {
    const outcome = await trial(number, later * undisturbed * (EARLIEST + random() * (LATEST - EARLIEST))).catch((error: unknown) =>
      failed(error),
    );
    killed += outcome.killed;
    acknowledged += outcome.acknowledged;
    const missing = outcome.lost ?? integrity();
    if (missing !== undefined) {
      lost++;
      console.error(`${name} ${number}: lost ${missing}`);
    }
    await again().then(
      () => wentOn++,
      (error: unknown) => console.error(`${name} ${number}: did not go on: ${error}`),
    );
  }
  rows.push([name, times, killed, `${acknowledged} ${unit}`, lost, wentOn]);
  console.error(rows.at(-1)?.join('  '));
}
console.log(`${machine()}\n`);
console.log(table(['command', 'trials', 'processes killed', 'acknowledged', 'trials that lost something', 'went on to the end'], rows));
process.exit(0);

function failed(error: unknown): Trial {
  return { killed: 0, acknowledged: 0, lost: String(error) };
}

/** The map that is there, and of what seed; one that has to be made since none can be read is of seed 1. */
async function mapNow(): Promise<{ places: string; seed: number | undefined }> {
  const file = join(folder, 'map.csv');
  const { seed } = (await json('map', '--out', file)) as { seed?: number };
  return { places: readFileSync(file, 'utf8'), seed };
}

/** Starts processes and kills them together: what each had told before, and how many had not ended by then. */
async function killedAfter(commands: readonly string[][], milliseconds: number): Promise<{ killed: number; outputs: string[] }> {
  const children = commands.map((args) => startCli([...args, '--home', home, '--quiet'], 'pipe'));
  const ends = children.map(async (child) => {
    child.stderr?.resume();
    const [stdout] = await Promise.all([child.stdout ? text(child.stdout) : '', new Promise((resolve) => child.once('close', resolve))]);
    return { stdout, killed: child.signalCode === 'SIGKILL' };
  });
  await setTimeout(milliseconds);
  for (const child of children) child.kill('SIGKILL');
  const ended = await Promise.all(ends);
  return { killed: ended.filter(({ killed }) => killed).length, outputs: ended.map(({ stdout }) => stdout) };
}

function integrity(): string | undefined {
  const found = evidence(home)?.integrity;
  return found === 'ok' ? undefined : `integrity: ${found}`;
}
