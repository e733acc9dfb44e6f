/** An index that is built or loaded, in a process of its own: `building-child.js HOME VIEW FOLDER`, told `build` or `load`. */
import type { SqliteStore } from '../../src/stores/sqlite/store.js';
import { answerLines, milliseconds } from '../support/json-lines.js';
import { peakMegabytes } from '../support/process.js';
import type { View } from './view.js';
import { type ViewName, withView } from './views.js';

export interface Built {
  entries: number;
  /** Reading is with handing over to the index, which finds all of it then. */
  milliseconds: { read: number; settled: number; saved: number };
  /** Of all threads, in milliseconds. */
  cpu: number;
  peakMegabytes: number;
}

export interface Loaded {
  /** Up to the first answer. */
  milliseconds: number;
  peakMegabytes: number;
}

const [home, name, folder] = process.argv.slice(2) as [string, ViewName, string];
// Whoever started this has gone.
process.stdin.once('end', () => process.exit());
await answerLines({ ready: true }, (work: 'build' | 'load') =>
  withView(home, name, async (view, { store }): Promise<Built | Loaded> => (work === 'build' ? build(view, store) : load(view))),
);

async function build<Content>(view: View<Content>, store: SqliteStore): Promise<Built> {
  const index = view.open(folder);
  const cpu = process.cpuUsage();
  let entries = 0;
  const read = await milliseconds(async () => {
    for await (const changes of view.changes(0)) {
      await index.apply(changes);
      for (const { content } of changes) if (content !== undefined) entries++;
    }
  });
  const settled = await milliseconds(() => index.settle());
  const sequence = await store.sequence();
  const saved = await milliseconds(() => index.save({ identity: view.identity, sequence, epoch: 'bench' }));
  const { user, system } = process.cpuUsage(cpu);
  await index.close();
  return { entries, milliseconds: { read, settled, saved }, cpu: (user + system) / 1_000, peakMegabytes: peakMegabytes(process.pid) };
}

async function load<Content>(view: View<Content>): Promise<Loaded> {
  const { value: [first] = [] } = await view.changes(0).next();
  const index = view.open(folder);
  const loaded = await milliseconds(async () => {
    if ((await index.load()) === undefined) throw new Error(`the snapshot in ${folder} cannot be used`);
    if (first?.content !== undefined) await index.nearest(first.content, 10);
  });
  await index.close();
  return { milliseconds: loaded, peakMegabytes: peakMegabytes(process.pid) };
}
