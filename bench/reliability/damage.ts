/**
 * Damaged index files: `node build/bench/reliability/damage.js [TRIALS] [SEED]`. Of a folder with the starter corpus, its topics,
 * map, trends and a named topic, each trial flips some bits of one derived file, gives the file back its old date, starts a
 * server and asks the questions of before. A trial ends as
 * `same` (answers as before), `wrong` (others), `error` (an answer is an error), or `stuck` (no answer in time, or the process ended).
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { percentile } from '../../src/evaluate/metrics.js';
import { seededRandom } from '../../src/numeric/random.js';
import { machine, table } from '../support/machine.js';
import { runCli } from '../support/process.js';
import { startServer } from '../support/server.js';
import { temporaryFolder } from '../support/temporary.js';

const [trials = 60, seed = 1] = process.argv.slice(2).map(Number);
/** For a start and all answers, in milliseconds; undamaged that takes one to two seconds. */
const PATIENCE = 40_000;
/** So long a server has to make anew what is damaged, in milliseconds. */
const MENDING = 10_000;
/** How often a request that the server is still working on is asked again, in milliseconds. */
const ANEW = 200;
const random = seededRandom(seed);

const QUESTIONS = [
  'api/search?q=kv+cache&k=10&mode=meaning',
  'api/search?q=kv+cache+compression&k=20&mode=both',
  'api/search?q=sparse+retrieval&k=10&mode=words',
  'api/search?q=year:2024..+language+models&k=20',
  'api/papers/arxiv:2403.09054/similar?k=20',
  'api/topics',
  'api/topics/t1/papers?k=20',
  'api/papers/arxiv:2403.09054/topics',
  'api/topics/named/n1/papers?k=20',
  'api/trends/terms',
  'api/map',
  'api/map/legend',
];

type Answers = Record<string, string>;

const folder = temporaryFolder();
const home = join(folder, 'home');
for (const args of [
  ['import', '--starter'],
  ['topics', 'update'],
  ['map', '--out', join(folder, 'map.svg')],
  ['topics', 'name', 'KV cache'],
  ['trends', 'terms'],
  ['search', 'kv cache', '--min-score', '0.1'],
])
  await runCli([...args, '--home', home, '--quiet']);
const before = await answersOf(home);
const files = filesOf(home).filter((file) => /^(index\/|topics\/(data-|map\.|trends|named\/))/.test(file));

const outcomes: { file: string; outcome: string }[] = [];
const times: number[] = [];
for (let trial = 0; trial < trials; trial++) {
  const file = files[trial % files.length] as string;
  const copy = join(folder, `trial-${trial}`);
  // By the system's commands, since Node's own cut times to milliseconds.
  execFileSync('cp', ['-a', home, copy]);
  damage(join(copy, file));
  execFileSync('touch', ['-r', join(home, file), join(copy, file)]);
  const begun = performance.now();
  const outcome = await Promise.race([
    answersOf(copy, before).then(
      (answers) => {
        const other = otherThan(before, answers);
        if (other === undefined) return 'same';
        return answers[other]?.startsWith('200 ') ? `wrong: ${other}` : `error: ${other} ${answers[other]?.slice(0, 120)}`;
      },
      (error: unknown) => `stuck: ${String(error)}`,
    ),
    setTimeout(PATIENCE, 'stuck: no answer', { ref: false }),
  ]);
  times.push(performance.now() - begun);
  outcomes.push({ file: kindOf(file), outcome });
  console.error(`${trial + 1} ${file}: ${outcome}`);
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
}

const kinds = [...new Set(outcomes.map(({ file }) => file))];
const ends = ['same', 'wrong', 'error', 'stuck'];
const count = (file: string | undefined, end: string) =>
  outcomes.filter((each) => (file === undefined || each.file === file) && each.outcome.startsWith(end)).length;
console.log(`${machine()}\n`);
console.log(
  table(
    ['damaged file', ...ends],
    [...kinds.map((kind) => [kind, ...ends.map((end) => count(kind, end))]), ['all', ...ends.map((end) => count(undefined, end))]],
  ),
);
console.log(`\na trial takes ${Math.round(percentile(times, 0.5))} ms (p50), ${Math.round(Math.max(...times))} ms at most`);
process.exit(0);

function otherThan(expected: Answers, answers: Answers): string | undefined {
  return QUESTIONS.find((question) => answers[question] !== expected[question]);
}

/** Flips up to eight bits anywhere in a file, which keeps its size. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  const flips = 1 + Math.floor(random() * 8);
  for (let i = 0; i < flips; i++) {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
  }
  writeFileSync(path, bytes);
}

async function answersOf(home: string, expected?: Answers): Promise<Answers> {
  const server = await startServer(home);
  try {
    // What is damaged is made anew in the background when a server starts: until then an answer may be an error, or lack something.
    const end = performance.now() + MENDING;
    for (;;) {
      const answers: Record<string, string> = {};
      for (const question of QUESTIONS) answers[question] = await answerOf(new URL(question, server.url));
      if (expected === undefined || performance.now() > end || otherThan(expected, answers) === undefined) return answers;
      await setTimeout(ANEW);
    }
  } finally {
    await server.close();
  }
}

/** Status and body, without what differs from answer to answer. What is being made (202, or a Retry-After) is asked for again. */
async function answerOf(url: URL): Promise<string> {
  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE / 2) });
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
    if (response.status !== 202 && !response.headers.has('retry-after'))
      return `${response.status} ${body.replaceAll(/"(?:requestId|milliseconds|updated|made)":\s*"?[^",}]+"?/g, '')}`;
    await setTimeout(ANEW);
  }
}

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function kindOf(file: string): string {
  const size = Math.round(statSync(join(home, file)).size / 1_000);
  return `${file.replace(/data-[0-9a-f-]+\.bin/, 'data').replace(/paperkin-mini-\w+-256/, 'vectors')} (${size} KB)`;
}
