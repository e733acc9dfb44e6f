/** What the contestants read: abstracts chosen once and for all, and short questions. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { requireShared, zstdLines } from '../support/shared.js';

/** Another seed, other abstracts. */
const SEED = 'embedding';

/** A document as every contestant reads it. */
export function abstractText(title: string, abstract: string): string {
  return `${title}. ${abstract}`;
}

/** A random choice that is the same on every machine: the papers whose seeded digests come first. */
export async function chooseAbstracts(count: number): Promise<string[]> {
  const papers: { digest: string; text: string }[] = [];
  for await (const line of zstdLines(requireShared('data', 'arxiv-2025.jsonl.zst'))) {
    const { id, title, abstract } = JSON.parse(line) as { id: string; title: string; abstract?: string };
    if (!abstract) continue;
    papers.push({ digest: createHash('sha256').update(`${SEED}:${id}`).digest('hex'), text: abstractText(title, abstract) });
  }
  papers.sort((a, b) => (a.digest < b.digest ? -1 : 1));
  return papers.slice(0, count).map(({ text }) => text);
}

/** Claims of scifact: one short sentence each. */
export async function readQueries(): Promise<string[]> {
  const lines = (await readFile(requireShared('benchmarks', 'scifact', 'queries.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}
