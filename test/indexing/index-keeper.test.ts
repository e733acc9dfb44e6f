import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { vectorIdentity } from '../../src/dense/vector-index.js';
import { vectorChanges } from '../../src/indexing/dense-view.js';
import { IndexKeeper } from '../../src/indexing/index-keeper.js';
import type { PaperStore } from '../../src/stores/paper-store.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { inventedModel } from '../support/models.js';
import { paperNumber } from '../support/papers.js';
import { randomUnitVector, seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

const MODEL = inventedModel('m', 8);

/** Papers `from` to `to` with random vectors that depend on the number only. */
async function fill(store: PaperStore, from: number, to: number): Promise<void> {
  const writer = await store.openWriter('test');
  await writer.put(Array.from({ length: to - from }, (_, i) => paperNumber(from + i)));
  const lacking = await store.unembedded(MODEL.id, 0, 10_000);
  await writer.putVectors(
    MODEL,
    lacking.map(({ textHash, key }) => ({ textHash, vector: randomUnitVector(seededRandom(key), MODEL.dimensions) })),
  );
  await writer.close();
}

const vectorOf = (key: number) => randomUnitVector(seededRandom(key), MODEL.dimensions);

async function openKeeper(folder: string, model = MODEL) {
  const store = await SqliteStore.open(folder);
  const { id, dimensions } = model;
  const identity = vectorIdentity(id, dimensions);
  const index = new WorkerIndex({ identity, dimensions, folder: join(folder, 'index') });
  const read = vectorChanges(store, id, dimensions);
  const keeper = new IndexKeeper({ store, index, identity, read });
  return {
    store,
    index,
    keeper,
    close: async () => {
      await keeper.close();
      await store.close();
    },
  };
}

async function settledFolder(): Promise<string> {
  const folder = await temporaryFolder();
  const { store, keeper, close } = await openKeeper(folder);
  await fill(store, 0, 300);
  await keeper.settle();
  await close();
  return folder;
}

describe('the index of a store', () => {
  it('holds everything that the store holds, before and after it is settled', async () => {
    const { store, keeper, close } = await openKeeper(await temporaryFolder());
    await fill(store, 0, 300);
    const index = await keeper.current();
    assert.equal(await index.size(), 300);
    assert.equal((await index.search(vectorOf(17), 1))[0]?.key, 17);
    assert.equal(await index.unsettled(), 300);
    await keeper.settle();
    assert.equal(await index.unsettled(), 0);
    assert.equal((await index.search(vectorOf(17), 1))[0]?.key, 17);
    await close();
  });

  it('starts from its snapshot, and adds what came since', async () => {
    const folder = await settledFolder();
    const writing = await SqliteStore.open(folder);
    await fill(writing, 300, 310);
    await writing.close();
    const { keeper, close } = await openKeeper(folder);
    const index = await keeper.current();
    assert.equal(await index.size(), 310);
    assert.equal(await index.unsettled(), 10, 'only the ten new ones had to be read');
    await close();
  });

  it('sees at its next question what another process wrote', async () => {
    const folder = await settledFolder();
    const { keeper, close } = await openKeeper(folder);
    assert.equal(await (await keeper.current()).size(), 300);
    const writing = await SqliteStore.open(folder);
    await fill(writing, 300, 301);
    await writing.close();
    assert.equal(await (await keeper.current()).size(), 301);
    await close();
  });

  it('builds anew when the snapshot is torn', async () => {
    const folder = await settledFolder();
    const parts = (await readdir(join(folder, 'index'))).filter((name) => name.endsWith('.bin'));
    await Promise.all(parts.map((name) => truncate(join(folder, 'index', name), 100)));
    const { keeper, close } = await openKeeper(folder);
    const index = await keeper.current();
    assert.equal(await index.unsettled(), 300);
    await keeper.settle();
    await close();
    const again = await openKeeper(folder);
    assert.equal(await (await again.keeper.current()).unsettled(), 0);
    await again.close();
  });

  it('builds anew when the store went another way than the snapshot', async () => {
    const folder = await temporaryFolder();
    const first = await openKeeper(folder);
    await fill(first.store, 0, 100);
    const backup = await readFile(join(folder, 'papers.db'));
    const log = await readFile(join(folder, 'papers.db-wal'));
    await fill(first.store, 100, 200);
    await first.keeper.settle();
    await first.close();
    // A backup comes back and is written to until its numbers are those of the snapshot.
    await rm(join(folder, 'papers.db-wal'), { force: true });
    await rm(join(folder, 'papers.db-shm'), { force: true });
    await writeFile(join(folder, 'papers.db'), backup);
    await writeFile(join(folder, 'papers.db-wal'), log);
    const second = await openKeeper(folder);
    assert.equal((await second.store.counts(MODEL.id)).papers, 100);
    await fill(second.store, 500, 700);
    const index = await second.keeper.current();
    assert.equal(await index.size(), 300);
    assert.equal(await index.unsettled(), 300);
    await second.close();
  });

  it('never uses the snapshot of another model', async () => {
    const folder = await settledFolder();
    const { keeper, close } = await openKeeper(folder, { ...MODEL, id: 'm@2' });
    assert.equal(await (await keeper.current()).size(), 0);
    await close();
  });

  it('follows another process in the background once it watches', async () => {
    const folder = await settledFolder();
    const { keeper, index, close } = await openKeeper(folder);
    keeper.watch((error) => assert.fail(String(error)));
    const writing = await SqliteStore.open(folder);
    await fill(writing, 300, 320);
    await writing.close();
    const end = Date.now() + 10_000;
    while ((await index.size()) < 320 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await index.size(), 320);
    await close();
  });
});
