/** What the contestants read: abstracts chosen once and for all, and short questions. */
import { readFile } from 'node:fs/promises';
import { seededOrder } from '../support/seeded.js';
import { requireShared, zstdLines } from '../support/shared.js';

/** Another seed, other abstracts. */
const SEED = 'embedding';

/** A document as every contestant reads it. */
export function abstractText(title: string, abstract: string): string {
  return `${title}. ${abstract}`;
}

/** A random choice that is the same on every machine. */
export async function chooseAbstracts(count: number): Promise<string[]> {
  const papers: { id: string; text: string }[] = [];
  for await (const line of zstdLines(requireShared('data', 'arxiv-2025.jsonl.zst'))) {
    const { id, title, abstract } = JSON.parse(line) as { id: string; title: string; abstract?: string };
    if (!abstract) continue;
    papers.push({ id, text: abstractText(title, abstract) });
  }
  const inOrder = seededOrder(papers, SEED, ({ id }) => id);
  return inOrder.slice(0, count).map(({ text }) => text);
}

/** Claims of scifact: one short sentence each. */
export async function readQueries(): Promise<string[]> {
  const lines = (await readFile(requireShared('benchmarks', 'scifact', 'queries.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}
