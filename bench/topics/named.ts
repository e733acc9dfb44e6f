/**
 * Named topics, by their papers:
 *
 *     node build/bench/topics/named.js <home> filed             the lists of test/named-topics/filed-by-hand.ts, on the starter corpus
 *     node build/bench/topics/named.js <home> headings [every]  headings of 15 papers and more of `sections` as names
 *     node build/bench/topics/named.js <home> <name>...         what a name gives, to be read
 */
import { readFileSync } from 'node:fs';
import { papersOfName } from '../../src/named-topics/members.js';
import type { NamedPapers, NamedTopic } from '../../src/named-topics/named-topic.js';
import { WorkerLearner } from '../../src/recommend/worker-learner.js';
import { KV_CACHE, SYMBOLIC_REASONING } from '../../test/named-topics/filed-by-hand.js';
import { openParts } from '../recommend/parts.js';
import { requireShared } from '../support/shared.js';

const [home = '', what = 'filed', ...more] = process.argv.slice(2);
const parts = await openParts(home);
const { store, views } = parts;
const learner = new WorkerLearner();

const papersOf = (topic: NamedTopic) => papersOfName(topic, { views, store, learner });

async function keysOf(ids: readonly string[]): Promise<Set<number>> {
  return new Set((await store.keysOf([...ids])).filter((key) => key !== undefined));
}

interface Quality {
  precision: number;
  recall: number;
  f1: number;
  papers: number;
}

function qualityOf({ papers }: NamedPapers, yes: ReadonlySet<number>, neither: ReadonlySet<number> = new Set()): Quality {
  const counted = papers.filter(({ key }) => !neither.has(key));
  const right = counted.filter(({ key }) => yes.has(key)).length;
  const [precision, recall] = [right / (counted.length || 1), right / yes.size];
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1), papers: papers.length };
}

function line({ precision, recall, f1, papers }: Quality): string {
  return `precision ${precision.toFixed(2)}  recall ${recall.toFixed(2)}  F1 ${f1.toFixed(2)}  ${papers} papers`;
}

async function filed(): Promise<void> {
  for (const { name, description, yes, borderline } of [KV_CACHE, SYMBOLIC_REASONING]) {
    for (const topic of [{ name }, { name, description }]) {
      const quality = qualityOf(await papersOf(topic), await keysOf(yes), await keysOf(borderline));
      console.log(`${name.padEnd(20)} ${'description' in topic ? 'with description' : 'name alone      '}  ${line(quality)}`);
    }
  }
}

/** The last part of a heading that is in Latin letters: "3.1 Eviction / Selection", "27.Vision-Language(…)". */
function nameOf(heading: string): string | undefined {
  const names = heading.split(' > ').map((part) =>
    part
      .replace(/:[a-z]+:|\(.*?\)|（.*?）|^[\s\d.]+/gu, ' ')
      .replace(/[^\p{Script=Latin}\d\s-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return names.reverse().find((name) => /\p{Script=Latin}{2}/u.test(name));
}

async function headings(every: number): Promise<void> {
  const papers = new Map<string, string[]>();
  for (const row of readFileSync(requireShared('benchmarks', 'sections', 'sections.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)) {
    const [heading = '', id = ''] = row.split('\t');
    papers.set(heading, [...(papers.get(heading) ?? []), `arxiv:${id}`]);
  }
  const long = [...papers].filter(([heading, ids]) => ids.length >= 15 && nameOf(heading) !== undefined);
  const qualities: Quality[] = [];
  for (const [i, [heading, ids]] of long.entries()) {
    if (i % every !== 0) continue;
    const name = nameOf(heading) ?? '';
    const quality = qualityOf(await papersOf({ name }), await keysOf(ids));
    console.log(`${name.padEnd(50)} ${String(ids.length).padStart(4)} under the heading  ${line(quality)}`);
    qualities.push(quality);
  }
  const mean = (of: (quality: Quality) => number) => qualities.reduce((sum, quality) => sum + of(quality), 0) / qualities.length;
  const [precision, recall, f1, count] = [mean((q) => q.precision), mean((q) => q.recall), mean((q) => q.f1), mean((q) => q.papers)];
  console.log(`mean of ${qualities.length} headings: ${line({ precision, recall, f1, papers: Math.round(count) })}`);
}

const SHOWN = 6;

async function read(name: string): Promise<void> {
  const start = performance.now();
  const { papers, threshold, literal } = await papersOf({ name });
  console.log(
    `\n${name}: ${papers.length} papers, threshold ${threshold.toFixed(2)}, ${literal} literal, ${Math.round(performance.now() - start)} ms`,
  );
  const places = [...papers.keys()].filter((i) => i < SHOWN || i >= papers.length - SHOWN || i % Math.ceil(papers.length / SHOWN) === 0);
  const stored = await store.byKeys(places.map((i) => papers[i]?.key ?? 0));
  places.forEach((place, i) => {
    const { score = 0, parts: { name: near = 0, words = 0, learnt = 0 } = {} } = papers[place] ?? {};
    const numbers = [score, near, words, learnt].map((value) => value.toFixed(2).padStart(6)).join('');
    console.log(`${String(place + 1).padStart(6)} ${numbers}  ${stored[i]?.paper.title.slice(0, 90)}`);
  });
}

if (what === 'filed') await filed();
else if (what === 'headings') await headings(Number(more[0] ?? 1));
else for (const name of [what, ...more]) await read(name);
await learner.close();
await parts.close();
