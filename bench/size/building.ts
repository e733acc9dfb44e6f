import { readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { mean } from '../../src/evaluate/metrics.js';
import { Child, nodeCommand } from '../support/child.js';
import { table } from '../support/machine.js';
import { temporaryFolder } from '../support/temporary.js';
import type { Built, Loaded } from './building-child.js';
import { VIEWS, type ViewName } from './views.js';

const LOADS = 3;

/** What it takes to make each index from nothing but the database, and to load it again. */
export async function building(home: string): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const name of VIEWS) {
    const folder = temporaryFolder();
    const built = await inChild<Built>(home, name, folder, 'build');
    const loads: Loaded[] = [];
    for (let i = 0; i < LOADS; i++) loads.push(await inChild<Loaded>(home, name, folder, 'load'));
    const { read, settled, saved } = built.milliseconds;
    const all = read + settled + saved;
    rows.push([
      name,
      built.entries,
      ...[all, read, settled, saved, built.cpu].map((each) => (each / 1_000).toFixed(1)),
      `${((100 * built.cpu) / all / availableParallelism()).toFixed(0)}%`,
      built.peakMegabytes,
      ((await bytesIn(folder)) / 1e6).toFixed(0),
      (mean(loads.map((load) => load.milliseconds)) / 1_000).toFixed(2),
      Math.max(...loads.map((load) => load.peakMegabytes)),
    ]);
  }
  console.log(`From the database alone, each in a process of its own; ${LOADS} loads up to the first answer\n`);
  console.log(
    table(
      [
        'index',
        'papers',
        'built in, s',
        'reading, s',
        'settling, s',
        'saving, s',
        'CPU, s',
        'of all cores',
        'peak, MB',
        'snapshot, MB',
        'loaded in, s',
        'peak then, MB',
      ],
      rows,
    ),
  );
}

/** A process for each, so that none has the memory of another. */
async function inChild<Answer>(home: string, name: ViewName, folder: string, work: 'build' | 'load'): Promise<Answer> {
  const child = await Child.start(nodeCommand('size/building-child.js', home, name, folder));
  const answer = await child.ask<Answer>(work);
  await child.close();
  return answer;
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
