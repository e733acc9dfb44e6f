/** The readers of the benchmark `followups` with their papers. */
import { type Benchmark, readBenchmark } from '../../src/evaluate/benchmark.js';
import { keysOfCorpus } from '../../src/evaluate/corpus-keys.js';
import { questionsOf } from '../../src/evaluate/questions.js';
import { KeySet } from '../../src/paper/key-set.js';
import { requireShared } from '../support/shared.js';
import { buildHome } from './home.js';
import { openParts, type Parts } from './parts.js';

/** When they look for more: what is relevant came after it. */
export const NOW = new Date('2026-01-01T00:00:00Z');

const YEARS = ['before-2023', '2023', '2024', '2025', '2026'];

export interface Followups {
  parts: Parts;
  candidates: KeySet;
  asked: Awaited<ReturnType<typeof questionsOf>>;
}

/** @param choose Which of the readers, by their index. */
export async function openFollowups(home: string | undefined, choose: (index: number) => boolean): Promise<Followups> {
  const benchmark = await readBenchmark(requireShared('benchmarks', 'followups'));
  const parts = await openParts(home ?? (await homeOf(benchmark)));
  const openSource = () => Promise.reject(new Error('followups has ids alone'));
  const { keys, missing } = await keysOfCorpus({ store: parts.store, openSource }, benchmark);
  if (missing > 0) console.log(`${missing} of the candidates are not in this folder\n`);
  const asks = benchmark.asks.filter(({ id }) => choose(Number(id.replace('reader-', ''))));
  return { parts, candidates: new KeySet(keys.values()), asked: await questionsOf(parts.store, { ...benchmark, asks }, keys) };
}

async function homeOf({ ids, asks }: Benchmark): Promise<string> {
  const wanted = new Set([...ids, ...asks.flatMap(({ liked = [] }) => liked)]);
  const files = YEARS.map((year) => requireShared('data', `arxiv-${year}.jsonl.zst`));
  return buildHome(files, ({ id = '' }) => wanted.has(id));
}
