import { setImmediate } from 'node:timers/promises';
import { percentile } from '../../src/evaluate/metrics.js';
import { seededRandom } from '../../test/support/random.js';
import { table } from '../support/machine.js';
import { CANDIDATES } from './right-answers.js';
import { sample } from './sample.js';
import { BATCH, type Entry, type OpenIndex, openCurrent, type View } from './view.js';
import { VIEWS, withView } from './views.js';

const INSERTIONS = 10_000;
const SEARCHES = 1_000;
/** Searches before the clock runs: compilers are lazy. */
const WARM_UP = 100;

/** How long a search takes while new papers come in: the indexes alone, searched one paper after the other. */
export async function inserting(home: string): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const name of VIEWS) {
    const { before, during, after, foundSeconds, settledSeconds } = await withView(home, name, measure);
    const times = (values: readonly number[]) => [values.length, ...[0.5, 0.99, 1].map((share) => percentile(values, share).toFixed(2))];
    rows.push([name, 'before', ...times(before), '', '']);
    rows.push([name, 'during', ...times(during), foundSeconds.toFixed(1), settledSeconds.toFixed(1)]);
    rows.push([name, 'after', ...times(after), '', '']);
  }
  console.log(`${INSERTIONS} insertions into each index, ${BATCH} at a time; searches for ${CANDIDATES} papers like a paper\n`);
  console.log(table(['index', '', 'searches', 'p50, ms', 'p99, ms', 'longest, ms', 'all found after, s', 'all settled after, s'], rows));
}

async function measure<Content>(view: View<Content>) {
  const random = seededRandom(2);
  const { drawn, lastKey } = await sample(view.changes(0), INSERTIONS, random);
  // A small corpus gives its papers more than once.
  const insertions = Array.from({ length: INSERTIONS }, (_, i) => ({
    key: lastKey + 1 + i,
    content: view.novel((drawn[i % drawn.length] as Entry<Content>).content, random),
  }));
  const index = await openCurrent(view);
  let asked = 0;
  const search = async () => {
    const { content } = drawn[asked++ % drawn.length] as Entry<Content>;
    const begun = performance.now();
    await index.nearest(content, CANDIDATES);
    return performance.now() - begun;
  };
  await searchWhile(search, (count) => count < WARM_UP);
  const before = await searchWhile(search, (count) => count < SEARCHES);
  let isDone = false;
  const inserted = insert(index, insertions).finally(() => {
    isDone = true;
  });
  const during = await searchWhile(search, () => !isDone);
  const seconds = await inserted;
  const after = await searchWhile(search, (count) => count < SEARCHES);
  await index.close();
  return { before, during, after, ...seconds };
}

async function searchWhile(search: () => Promise<number>, more: (count: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  while (more(times.length)) times.push(await search());
  return times;
}

/** As a server takes them in: all of them, then each to its place. */
async function insert<Content>(index: OpenIndex<Content>, entries: readonly Entry<Content>[]) {
  const begun = performance.now();
  for (let first = 0; first < entries.length; first += BATCH) {
    await index.apply(entries.slice(first, first + BATCH));
    await setImmediate();
  }
  const foundSeconds = (performance.now() - begun) / 1_000;
  await index.settle();
  return { foundSeconds, settledSeconds: (performance.now() - begun) / 1_000 };
}
