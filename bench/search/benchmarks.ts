/** The judged questions, in BEIR's layout: `corpus.jsonl.zst`, `queries.jsonl` unless documents ask, and judgements as TSV. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededOrder } from '../support/seeded.js';
import { requireShared, tsvRows } from '../support/shared.js';
import type { Ask } from './contestant.js';
import { buildLongQuestions } from './long-questions.js';

/** Another seed, other questions when not all are asked. */
const SEED = 'search';

export interface Benchmark {
  name: string;
  asks: string;
  /** Where its files are, or are made. Benchmarks of one folder share a corpus. */
  folder: 'citations' | 'sections' | 'scifact' | 'long questions';
  judgements: string;
}

export const BENCHMARKS: readonly Benchmark[] = [
  { name: 'cites', asks: 'the papers that a paper cites', folder: 'citations', judgements: 'qrels.tsv' },
  { name: 'co-cites', asks: 'the papers that are cited together with a paper', folder: 'citations', judgements: 'cocites.qrels.tsv' },
  { name: 'sections', asks: 'what a curated list puts under the same heading', folder: 'sections', judgements: 'qrels.tsv' },
  { name: 'scifact', asks: 'evidence for a short claim', folder: 'scifact', judgements: 'qrels.tsv' },
  { name: 'questions', asks: 'the paper behind a long question in plain English', folder: 'long questions', judgements: 'qrels.tsv' },
];

export interface Question {
  ask: Ask;
  /** Ids of papers. */
  relevant: ReadonlySet<string>;
}

/** @param scratch Where what is made at run time is written. */
export async function folderOf(folder: Benchmark['folder'], scratch: string): Promise<string> {
  return folder === 'long questions' ? await buildLongQuestions(scratch) : requireShared('benchmarks', folder);
}

/**
 * All questions in a random order. A paper never answers itself, nor does another record of it.
 * @param ids Id in the benchmark -> id of the paper.
 */
export async function readQuestions(folder: string, judgements: string, ids: ReadonlyMap<string, string>): Promise<Question[]> {
  const texts = await readTexts(join(folder, 'queries.jsonl'));
  const relevant = new Map<string, Set<string>>();
  for (const [query = '', document = ''] of await tsvRows(join(folder, judgements))) {
    const id = ids.get(document);
    if (id === undefined || (!texts.has(query) && id === ids.get(query))) continue;
    relevant.set(query, (relevant.get(query) ?? new Set()).add(id));
  }
  const questions = [...relevant].map(([query, judged]) => {
    const text = texts.get(query);
    const ask: Ask = text === undefined ? { similar: ids.get(query) ?? '' } : { search: text };
    return { query, ask, relevant: judged };
  });
  return seededOrder(questions, SEED, ({ query }) => query);
}

async function readTexts(file: string): Promise<Map<string, string>> {
  if (!existsSync(file)) return new Map();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as { _id: string; text: string }).map(({ _id, text }) => [_id, text]));
}
