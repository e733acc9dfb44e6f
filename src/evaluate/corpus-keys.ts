import { throwIfAborted } from '../errors.js';
import type { PaperSource } from '../formats/format-reader.js';
import { parseId } from '../paper/id.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Benchmark } from './benchmark.js';

/** Ids at a time. */
const BATCH = 500;

export interface CorpusParts {
  store: Pick<PaperStore, 'keysOf'>;
  openSource(path: string, options: { signal?: AbortSignal | undefined }): Promise<PaperSource>;
}

/**
 * Keys of the papers of a benchmark, by the ids that it has for them. Two of its records may be one work here.
 * @returns Those that are here, and how many are not.
 * @throws FILE_UNREADABLE, COMPRESSION_UNSUPPORTED, INTERRUPTED
 */
export async function keysOfCorpus(
  { store, openSource }: CorpusParts,
  { corpus, ids }: Benchmark,
  signal?: AbortSignal,
): Promise<{ keys: Map<string, number>; missing: number }> {
  const named =
    corpus === undefined ? ids.map((id): Named => [id, [parseId(id) ?? id]]) : await idsIn(await openSource(corpus, { signal }));
  const keys = new Map<string, number>();
  for (let start = 0; start < named.length; start += BATCH) {
    throwIfAborted(signal);
    const batch = named.slice(start, start + BATCH);
    const found = await store.keysOf(batch.flatMap(([, papers]) => papers));
    let at = 0;
    for (const [id, papers] of batch) {
      const key = found.slice(at, at + papers.length).find((one) => one !== undefined);
      at += papers.length;
      if (key !== undefined) keys.set(id, key);
    }
  }
  return { keys, missing: named.length - keys.size };
}

/** An id of the benchmark, and the canonical ids of that paper. */
type Named = [id: string, papers: readonly string[]];

async function idsIn(source: PaperSource): Promise<Named[]> {
  const named: Named[] = [];
  for await (const item of source.items) {
    if ('problem' in item) continue;
    const id: unknown = Object(item.record)._id;
    if (typeof id !== 'string' && typeof id !== 'number') continue;
    try {
      named.push([String(id), source.toPaper(item.record).ids]);
    } catch (cause) {
      // Import has told of it.
      if (!(cause instanceof RangeError)) throw cause;
      named.push([String(id), []]);
    }
  }
  return named;
}
