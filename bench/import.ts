/**
 * What an import costs: papers a second and peak memory for 20,000 abstracts, and the second
 * import of the same file. `node build/bench/import.js [PAPERS]`; needs ../shared/data.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportSummary } from '../src/engine.js';
import { machine, table } from './support/machine.js';
import { runCli } from './support/process.js';
import { requireShared, zstdLines } from './support/shared.js';

const PAPERS = Number(process.argv[2] ?? 20_000);

const source = requireShared('data', 'arxiv-2025.jsonl.zst');
const folder = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
const file = join(folder, 'papers.jsonl');
const out = createWriteStream(file);
for await (const line of zstdLines(source, PAPERS)) if (!out.write(`${line}\n`)) await once(out, 'drain');
await once(out.end(), 'finish');

const flags = ['--home', join(folder, 'home'), '--quiet', '--json'];
const rows: (string | number)[][] = [];
for (const [name, args] of [
  ['take in, no vectors', ['import', file, '--no-embed']],
  ['embed and index', ['embed']],
  ['import again', ['import', file]],
] as const) {
  const { stdout, seconds, peakMegabytes } = await runCli([...args, ...flags]);
  const { report, embedded } = JSON.parse(stdout) as Partial<ImportSummary>;
  rows.push([name, seconds.toFixed(1), Math.round(PAPERS / seconds), peakMegabytes, JSON.stringify(report ?? { embedded })]);
}
console.log(`${machine()}\n`);
console.log(`${PAPERS} papers of ${source.split('/').at(-1)}, ${((await stat(file)).size / 1e6).toFixed(1)} MB\n`);
console.log(table(['step', 'seconds', 'papers/s', 'peak MB', 'report'], rows));
await rm(folder, { recursive: true, force: true });
