/**
 * Quality of a contestant's vectors: nDCG@10 on `sections` by an exact scan. The queries are
 * documents, and a document never retrieves itself.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mean, ndcgAt } from '../../src/evaluate/metrics.js';
import type { Child } from '../support/child.js';
import { requireShared, tsvRows, zstdLines } from '../support/shared.js';
import type { Greeting, VectorsAnswer } from './protocol.js';
import { abstractText } from './texts.js';

const K = 10;

export interface Sections {
  ids: string[];
  texts: string[];
  /** Query -> what a curated list puts under the same heading. */
  relevant: Map<string, Set<string>>;
}

export async function readSections(): Promise<Sections> {
  const ids: string[] = [];
  const texts: string[] = [];
  for await (const line of zstdLines(requireShared('benchmarks', 'sections', 'corpus.jsonl.zst'))) {
    const { _id, title, text } = JSON.parse(line) as { _id: string; title: string; text: string };
    ids.push(_id);
    texts.push(abstractText(title, text));
  }
  const relevant = new Map<string, Set<string>>();
  for (const [query = '', document = ''] of await tsvRows(requireShared('benchmarks', 'sections', 'qrels.tsv'))) {
    if (query !== document) relevant.set(query, (relevant.get(query) ?? new Set()).add(document));
  }
  return { ids, texts, relevant };
}

/** 0..1. */
export async function ndcgOf(child: Child<Greeting>, { ids, texts, relevant }: Sections): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
  const file = join(folder, 'vectors.f32');
  const { dimensions } = await child.ask<VectorsAnswer>({ vectors: texts, file });
  const bytes = await readFile(file);
  await rm(folder, { recursive: true, force: true });
  const vectors = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const scores = [...relevant].map(([query, judged]) => {
    const ranked = nearest(vectors, dimensions, rowOf.get(query) ?? -1).map((row) => ids[row] ?? '');
    return ndcgAt(K, ranked, judged);
  });
  return mean(scores);
}

/** The K rows of greatest cosine to a row (all have unit length), without itself. */
function nearest(vectors: Float32Array, dimensions: number, query: number): number[] {
  const rows = vectors.length / dimensions;
  const cosines = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < dimensions; i++) sum += (vectors[row * dimensions + i] ?? 0) * (vectors[query * dimensions + i] ?? 0);
    cosines[row] = row === query ? Number.NEGATIVE_INFINITY : sum;
  }
  return Array.from(cosines.keys())
    .sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0))
    .slice(0, K);
}
