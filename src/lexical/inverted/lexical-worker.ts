import { setImmediate } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import type { SnapshotOrigin } from '../../derived/derived-index.js';
import type { IndexCounts } from '../../derived/derived-worker.js';
import { KeySet, type PlainKeySet } from '../../paper/key-set.js';
import { serveRequests } from '../../threads/worker-thread.js';
import type { LexicalChange, LexicalQuery, Selection } from '../lexical-index.js';
import { loadLexicalIndex, readLexicalOrigin, saveLexicalIndex } from './lexical-snapshot.js';
import { SparseIndex } from './sparse-index.js';

/** Thread entry: the words' index, where building and searching it block nobody. */
const { identity, folder } = workerData as { identity: string; folder: string };

/** Tidying up goes on for this long between two requests, in milliseconds: the most a question waits. */
const SLICE = 3;

export type PlainSelection = Omit<Selection, 'only' | 'except'> & { only?: PlainKeySet | undefined; except?: PlainKeySet | undefined };

let index = new SparseIndex();
let working: Promise<unknown> = Promise.resolve();

/** Runs long work, one after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = working.then(work, work);
  working = mine;
  return mine;
}

async function inSlices(steps: Generator<void, void>): Promise<void> {
  let end = performance.now() + SLICE;
  while (steps.next().done !== true) {
    if (performance.now() < end) continue;
    await setImmediate();
    end = performance.now() + SLICE;
  }
}

function counts(): IndexCounts {
  return { count: index.count, unsettled: index.unsettled };
}

function selectionOf(plain: PlainSelection | undefined): Selection | undefined {
  if (plain === undefined) return undefined;
  const { only, except, ...rest } = plain;
  return { ...rest, only: only && KeySet.from(only), except: except && KeySet.from(except) };
}

serveRequests({
  async peek() {
    return { result: await readLexicalOrigin(folder) };
  },
  async load() {
    const loaded = await inTurn(() => loadLexicalIndex(folder, identity));
    if (loaded) {
      index = loaded.index;
      // Nobody waits for it.
      void inTurn(() => inSlices(loaded.index.measuring()));
    }
    return { result: { origin: loaded?.origin, ...counts() } };
  },
  apply(changes: LexicalChange[]) {
    index.apply(changes);
    return { result: counts() };
  },
  select(selection: PlainSelection) {
    return { result: index.select(selectionOf(selection) ?? {}).plain() };
  },
  rank({ query, k, selection }: { query: LexicalQuery; k: number; selection?: PlainSelection }) {
    const best = index.rank(query, k, selectionOf(selection));
    return { result: { keys: Uint32Array.from(best, ({ key }) => key), scores: Float64Array.from(best, ({ score }) => score) } };
  },
  score({ query, keys }: { query: LexicalQuery; keys: Uint32Array }) {
    return { result: Float64Array.from(index.score(query, keys)) };
  },
  pairwise({ keys, others, idfExponent }: { keys: number[]; others?: number[]; idfExponent?: 1 | 2 }) {
    return { result: index.pairwise(keys, others, idfExponent) };
  },
  vectors(keys: number[]) {
    return { result: index.vectors(keys) };
  },
  days(keys: number[]) {
    return { result: index.days(keys) };
  },
  frequencies(ids: number[]) {
    return { result: index.frequencies(ids) };
  },
  async settle() {
    await inTurn(() => inSlices(index.settling()));
    return { result: counts() };
  },
  async save(origin: SnapshotOrigin) {
    await inTurn(async () => {
      await inSlices(index.sealingAll());
      await saveLexicalIndex(folder, index, origin);
    });
    return {};
  },
});
