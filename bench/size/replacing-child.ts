/** The index whose papers are replaced, in a process of its own: `replacing-child.js HOME VIEW SHARE`, see {@link replacing}. */
import { seededRandom } from '../../test/support/random.js';
import { answerLines, milliseconds } from '../support/json-lines.js';
import { peakMegabytes } from '../support/process.js';
import { CANDIDATES, K, QUERIES, recallOf } from './right-answers.js';
import { sample } from './sample.js';
import { type Change, type Entry, openCurrent, type View } from './view.js';
import { type ViewName, withView } from './views.js';

/** A query, by its key, and the keys of its right answers. */
export interface Truth {
  key: number;
  right: number[];
}

interface State {
  /** Of the best ten, when so many are asked for as answers take; and when only those are. */
  recall: number;
  recallOfFew: number;
  milliseconds: number;
  /** Resident memory of the process. */
  megabytes: number;
}

export interface Replaced {
  before: State;
  after: State;
  replaced: number;
  /** In milliseconds. */
  times: { removing: number; inserting: number; settling: number };
  peakMegabytes: number;
}

const [home, name, share] = process.argv.slice(2) as [string, ViewName, string];
// Whoever started this has gone.
process.stdin.once('end', () => process.exit());
await answerLines({ ready: true }, ({ truths }: { truths: Truth[] }) =>
  withView(home, name, (view) => replace(view, truths, Number(share))),
);

/**
 * The papers exchange their contents: each that is chosen gets that of the next one. So the right answers
 * afterwards are the right answers before, by their new keys, and are found out once.
 */
async function replace<Content>(view: View<Content>, truths: readonly Truth[], part: number): Promise<Replaced> {
  const { drawn } = await sample(view.changes(0), QUERIES.count, seededRandom(QUERIES.seed));
  const index = await openCurrent(view);
  const state = async (keyOf: (key: number) => number): Promise<State> => {
    const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
    const queries = drawn.map(({ key, content }) => ({ key: keyOf(key), content }));
    const right = truths.map((truth) => truth.right.map(keyOf));
    const few = await recallOf(index, queries, right, K + 1);
    return { ...(await recallOf(index, queries, right, CANDIDATES)), recallOfFew: few.recall, megabytes };
  };
  const before = await state((key) => key);
  const newKeys = new Map<number, number>();
  const times = {
    removing: await milliseconds(async () => {
      for await (const entries of chosen(view, part)) await index.apply(entries.map(({ key }) => ({ key, content: undefined })));
    }),
    inserting: await milliseconds(async () => {
      for await (const changes of exchanged(view, part, newKeys)) await index.apply(changes);
    }),
    settling: await milliseconds(() => index.settle()),
  };
  const after = await state((key) => newKeys.get(key) ?? key);
  await index.close();
  return { before, after, replaced: newKeys.size, times, peakMegabytes: peakMegabytes(process.pid) };
}

/** A share of the papers, scattered over all. */
async function* chosen<Content>(view: View<Content>, part: number): AsyncGenerator<Entry<Content>[]> {
  for await (const changes of view.changes(0)) {
    yield changes.flatMap(({ key, content }) =>
      content !== undefined && Math.imul(key, 0x9e3779b1) >>> 0 < part * 2 ** 32 ? [{ key, content }] : [],
    );
  }
}

/** Each content under the key of the one before it, the first under the last key; `newKeys` is told. */
async function* exchanged<Content>(view: View<Content>, part: number, newKeys: Map<number, number>): AsyncGenerator<Change<Content>[]> {
  let first: Entry<Content> | undefined;
  let before: number | undefined;
  for await (const entries of chosen(view, part)) {
    const changes: Change<Content>[] = [];
    for (const { key, content } of entries) {
      if (before === undefined) first = { key, content };
      else {
        changes.push({ key: before, content });
        newKeys.set(key, before);
      }
      before = key;
    }
    yield changes;
  }
  if (first === undefined || before === undefined) return;
  newKeys.set(first.key, before);
  yield [{ key: before, content: first.content }];
}
