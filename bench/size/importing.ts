import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ImportSummary } from '../../src/engine.js';
import { percentile } from '../../src/evaluate/metrics.js';
import { Child, nodeCommand } from '../support/child.js';
import { atEnd } from '../support/endings.js';
import { table } from '../support/machine.js';
import { startCli } from '../support/process.js';
import { startServer } from '../support/server.js';
import { requireShared, zstdLines } from '../support/shared.js';
import { temporaryFolder } from '../support/temporary.js';
import { copyHome } from './copy.js';
import type { Load, LoadAnswer } from './load.js';
import { PATHS, randomPapers } from './papers.js';

const VERBS = ['similar', 'search'] as const;
/** Of each verb on an idle machine. */
const IDLE = 300;
/** Asked between two looks at how far the import is; even, so that both verbs have as many. */
const ROUND = 10;
/** A person types; requests one straight after the other would find everything in the caches. */
const PAUSE = 15;
const PHASES = ['idle', 'reading', 'embedding', 'indexing', 'afterwards'] as const;
type Phase = (typeof PHASES)[number];

/** How long one person waits for an answer while another process imports papers, on a copy of HOME. */
export async function importing(home: string, count = 5_000): Promise<void> {
  const source = requireShared('data', 'arxiv-2025.jsonl.zst');
  const file = await writeNewPapers(source, count);
  const { papers, size } = await randomPapers(home, 2_000);
  const copy = await copyHome(home);
  const server = await startServer(copy);
  const load = await Child.start(nodeCommand('size/load.js'));

  const times = new Map<string, number[]>();
  const errors: string[] = [];
  let asked = 0;
  const ask = async (phase: Phase) => {
    const verbs = Array.from({ length: ROUND }, (_, i) => VERBS[i % VERBS.length] as (typeof VERBS)[number]);
    const paths = verbs.map((verb) => PATHS[verb](papers[asked++ % papers.length] as (typeof papers)[number]));
    const answer = await load.ask<LoadAnswer>({ url: server.url, paths, clients: 1, pause: PAUSE } satisfies Load);
    errors.push(...answer.errors);
    for (const [i, time] of answer.times.entries()) {
      if (time !== null) times.set(`${verbs[i]} ${phase}`, [...(times.get(`${verbs[i]} ${phase}`) ?? []), time]);
    }
  };
  const askIdle = async (phase: Phase) => {
    for (let round = 0; round < (2 * IDLE) / ROUND; round++) await ask(phase);
  };
  await askIdle('idle');
  times.clear();
  await askIdle('idle');
  const begun = performance.now();
  const importer = startImport(copy, file);
  while (importer.isRunning()) await ask(importer.phase());
  const seconds = (performance.now() - begun) / 1_000;
  const summary = await importer.summary;
  await askIdle('afterwards');
  const peak = server.peakMegabytes();
  await load.close();
  await server.close();

  const { report, embedded } = summary;
  console.log(
    `${size} papers; ${report.new} new ones (of ${report.read}) imported and ${embedded} embedded by another process in ${seconds.toFixed(0)} s;`,
  );
  console.log(`requests over HTTP one after the other; the server's peak memory ${peak} MB; ${errors.length} errors\n`);
  const row = (verb: string, phase: Phase) => {
    const all = times.get(`${verb} ${phase}`) ?? [];
    return [verb, phase, all.length, ...[0.5, 0.99, 1].map((share) => (all.length === 0 ? '' : percentile(all, share).toFixed(1)))];
  };
  const rows = VERBS.flatMap((verb) => PHASES.map((phase) => row(verb, phase)));
  console.log(table(['', 'the import', 'answers', 'p50, ms', 'p99, ms', 'longest, ms'], rows));
  if (errors[0] !== undefined) console.log(`\nthe first error: ${errors[0]}`);
}

/** Papers that are nowhere yet: real ones under other titles, without their ids, which are made of the title then. */
async function writeNewPapers(source: string, count: number): Promise<string> {
  const file = join(temporaryFolder(), 'new.jsonl');
  const lines: string[] = [];
  for await (const line of zstdLines(source, count)) {
    const { id: _, ...record } = JSON.parse(line) as { id: string; title: string };
    lines.push(JSON.stringify({ ...record, title: `${record.title}, looked at again` }));
  }
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/** `paperkin import` in a process of its own, and how far it says it is. */
function startImport(home: string, file: string) {
  const child = startCli(['import', file, '--home', home, '--json'], 'pipe');
  atEnd(() => child.kill('SIGKILL'));
  let phase: Phase = 'reading';
  child.stderr?.on('data', (chunk: Buffer) => {
    const last = String(chunk)
      .match(/^(?:reading|embedding|indexing)/gm)
      ?.at(-1);
    phase = PHASES.find((each) => each === last) ?? phase;
  });
  const written = text(child.stdout as NodeJS.ReadableStream);
  const summary = once(child, 'close').then(async ([code]): Promise<ImportSummary> => {
    if (code !== 0) throw new Error(`the import ended with ${code}`);
    return JSON.parse(await written) as ImportSummary;
  });
  return { summary, phase: () => phase, isRunning: () => child.exitCode === null && child.signalCode === null };
}
