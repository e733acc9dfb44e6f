/**
 * Paperkin at size: what it does with as many papers as HOME has (400,000 is what it is made for).
 * `node build/bench/size.js HOME [SECTION [NUMBER]]`, where HOME is a data folder with papers, vectors and snapshots,
 * which is only read, and nobody may write to it meanwhile. Without a section all of them, one after the other, each in
 * a process of its own. NUMBER is the share that is replaced (default .5), or how many papers are imported (default 5,000).
 * What is written goes to the folder for temporary files: room for a copy of HOME is needed there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { building } from './size/building.js';
import { importing } from './size/importing.js';
import { inserting } from './size/inserting.js';
import { recall } from './size/recall.js';
import { replacing } from './size/replacing.js';
import { throughput } from './size/throughput.js';
import { atEnd } from './support/endings.js';
import { machine } from './support/machine.js';

const SECTIONS: Readonly<Record<string, (home: string, number?: number) => Promise<void>>> = {
  throughput,
  inserting,
  replacing,
  importing,
  recall,
  building,
};

const [home, name, number] = process.argv.slice(2);
const section = name === undefined ? undefined : SECTIONS[name];
// A store would be made where there is none.
if (home === undefined || !existsSync(join(home, 'papers.db')) || (name !== undefined && section === undefined)) {
  console.log(`usage: node build/bench/size.js HOME [${Object.keys(SECTIONS).join('|')} [NUMBER]]`);
  process.exit(2);
}
if (section) {
  console.log(`${machine()}\n`);
  await section(home, number === undefined ? undefined : Number(number));
  process.exit(0);
}
for (const each of Object.keys(SECTIONS)) {
  console.log(`\n${each}\n`);
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), home, each], { stdio: 'inherit' });
  atEnd(() => child.kill('SIGTERM'));
  const [code] = await once(child, 'close');
  if (code !== 0) process.exitCode = 1;
}
