/**
 * How long somebody waits for an answer: one question at a time through the engine, as a server
 * asks it, first on an idle machine, then while another process imports and embeds.
 * `node build/bench/interactive.js [PAPERS]`; needs ../shared/data.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeModel } from '../src/embedding/local/models.js';
import { EmbedderPool } from '../src/embedding/local/pool.js';
import type { Engine } from '../src/engine.js';
import { percentile } from '../src/evaluate/metrics.js';
import { BUNDLED_MODEL } from '../src/files/package-root.js';
import { openEngine } from '../src/open.js';
import { machine, table } from './support/machine.js';
import { startCli } from './support/process.js';
import { requireShared, zstdLines } from './support/shared.js';

/** Papers there before, and as many times that in the import that disturbs. */
const PAPERS = Number(process.argv[2] ?? 5_000);
const DISTURBING = 6;
const LOADS = 5;
const QUESTIONS = 1_000;
/** A person types; questions one straight after the other would find everything in the caches. */
const PAUSE = 15;

const source = requireShared('data', 'arxiv-2025.jsonl.zst');
const folder = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
const [before, disturbing] = [join(folder, 'before.jsonl'), join(folder, 'disturbing.jsonl')];
await writeFiles();
const questions = (await readFile(before, 'utf8')).split('\n', QUESTIONS).map((line) => (JSON.parse(line) as { title: string }).title);

const home = join(folder, 'home');
const engine = await openEngine({ home });
await engine.importPapers({ path: before });
await engine.watch(console.error);
await ask(100);

const rows: (string | number)[][] = [];
const add = (name: string, times: readonly number[]) =>
  rows.push([name, times.length, ...[0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(2))]);
add('the model loads, first text', await loadTimes());
add('a question, embedded alone', await embedTimes());
add('a question, idle machine', await ask(QUESTIONS));
const importing = startCli(['import', disturbing, '--home', home, '--json'], 'pipe');
importing.stdout?.resume();
let phase = '';
importing.stderr?.on('data', (chunk: Buffer) => {
  phase = /(reading|embedding|indexing)[^\n]*\n?$/.exec(String(chunk))?.[1] ?? phase;
});
await sleep(300);
add('a question, while papers are read', await ask(QUESTIONS, () => phase !== 'embedding'));
while (phase !== 'embedding' && importing.exitCode === null) await sleep(50);
add('a question, while papers are embedded', await ask(QUESTIONS));
importing.kill('SIGINT');
await once(importing, 'close');
await engine.close();
await rm(folder, { recursive: true, force: true });

console.log(`${machine()}\n`);
console.log(`${PAPERS} papers; the import is of ${DISTURBING * PAPERS} more, in a process of its own\n`);
console.log(table(['milliseconds', 'times', 'p50', 'p99', 'longest'], rows));

async function writeFiles(): Promise<void> {
  const outs = [createWriteStream(before), createWriteStream(disturbing)];
  let count = 0;
  for await (const line of zstdLines(source, PAPERS * (1 + DISTURBING))) {
    const out = outs[count++ < PAPERS ? 0 : 1];
    if (out && !out.write(`${line}\n`)) await once(out, 'drain');
  }
  await Promise.all(outs.map((out) => once(out.end(), 'finish')));
}

/** Asks at most `count` questions, while `more` says so. */
async function ask(count: number, more: () => boolean = () => true, from: Pick<Engine, 'search'> = engine): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count && more()) {
    const begun = performance.now();
    await from.search({ query: questions[times.length % questions.length] ?? '', k: 10 });
    times.push(performance.now() - begun);
    await sleep(PAUSE);
  }
  return times;
}

async function embedTimes(): Promise<number[]> {
  const pool = new EmbedderPool(await describeModel(BUNDLED_MODEL));
  await pool.embed(['warm-up'], { urgent: true });
  const times: number[] = [];
  for (const question of questions) {
    const begun = performance.now();
    await pool.embed([question], { urgent: true });
    times.push(performance.now() - begun);
    await sleep(1);
  }
  await pool.close();
  return times;
}

/** From a description of the model to its first vector, in a new thread each time. */
async function loadTimes(): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < LOADS; i++) {
    const begun = performance.now();
    const pool = new EmbedderPool(await describeModel(BUNDLED_MODEL));
    await pool.embed(['a question'], { urgent: true });
    times.push(performance.now() - begun);
    await pool.close();
  }
  return times;
}
