import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { vectorIdentity } from '../../src/dense/vector-index.js';
import { vectorChanges } from '../../src/indexing/dense-view.js';
import { IndexKeeper } from '../../src/indexing/index-keeper.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { inventedModel } from '../support/models.js';
import { paperNumber } from '../support/papers.js';
import { randomUnitVector, seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

const MODEL = inventedModel('m', 8);
const MORTAL = new URL('../support/mortal-index-worker.js', import.meta.url);
/** At so many neighbours the thread dies. */
const DEADLY = 13;
const PAPERS = 200;

const vectorOf = (key: number) => randomUnitVector(seededRandom(key), MODEL.dimensions);

async function mortalKeeper(deaths: number) {
  const folder = await temporaryFolder();
  const file = join(folder, 'deaths');
  await writeFile(file, '');
  process.env['INDEX_DEATHS'] = String(deaths);
  process.env['INDEX_DEATHS_FILE'] = file;
  const store = await SqliteStore.open(folder);
  const writer = await store.openWriter('test');
  await writer.put(Array.from({ length: PAPERS }, (_, i) => paperNumber(i)));
  const lacking = await store.unembedded(MODEL.id, 0, PAPERS);
  await writer.putVectors(
    MODEL,
    lacking.map(({ textHash, key }) => ({ textHash, vector: vectorOf(key) })),
  );
  await writer.close();
  const { id, dimensions } = MODEL;
  const identity = vectorIdentity(id, dimensions);
  const index = new WorkerIndex({ identity, dimensions, folder: join(folder, 'index'), script: MORTAL });
  const keeper = new IndexKeeper({ store, index, identity, read: vectorChanges(store, id, dimensions) });
  const nearest = (key: number, k: number) => keeper.ask((asked) => asked.search(vectorOf(key), k));
  return {
    keeper,
    nearest,
    deaths: async () => (await readFile(file, 'utf8')).length,
    close: async () => {
      await keeper.close();
      await store.close();
    },
  };
}

describe('an index whose thread dies', () => {
  it('is begun anew with all that it had, from the snapshot and from the store, and the question is answered', async () => {
    for (const isSettled of [true, false]) {
      const { keeper, nearest, deaths, close } = await mortalKeeper(1);
      if (isSettled) await keeper.settle();
      const found = await nearest(5, DEADLY);
      assert.equal(found.length, DEADLY);
      assert.equal(found[0]?.key, 5);
      assert.equal(await deaths(), 1);
      assert.equal(await keeper.ask((index) => index.size()), PAPERS);
      await close();
    }
  });

  it('twice at one question fails that question alone; the next one is answered by a third thread', async () => {
    const { nearest, deaths, close } = await mortalKeeper(2);
    await assert.rejects(nearest(5, DEADLY), { code: 'WORKER_FAILED' });
    assert.equal(await deaths(), 2);
    assert.equal((await nearest(7, 3))[0]?.key, 7);
    await close();
  });

  it('answers all others that waited in the same threads', async () => {
    const { nearest, close } = await mortalKeeper(2);
    const others = Array.from({ length: 40 }, (_, i) => nearest(i + 1, 3));
    const deadly = nearest(5, DEADLY);
    const more = Array.from({ length: 40 }, (_, i) => nearest(i + 1, 3));
    await assert.rejects(deadly, { code: 'WORKER_FAILED' });
    for (const [i, found] of (await Promise.all([...others, ...more])).entries()) assert.equal(found[0]?.key, (i % 40) + 1);
    await close();
  });

  it('again and again is begun anew more and more seldom', async () => {
    const { keeper, nearest, deaths, close } = await mortalKeeper(1_000);
    const begun = performance.now();
    for (let i = 0; i < 3; i++) await assert.rejects(nearest(5, DEADLY), { code: 'WORKER_FAILED' });
    assert.equal(await deaths(), 6);
    // Three at once, then after 500 and 1,000 ms: what came between the six deaths.
    assert.ok(performance.now() - begun > 1_400, `${performance.now() - begun} ms`);
    assert.notEqual(keeper.recoveringSince, undefined);
    await close();
  });

  it('is closed while it waits to be begun anew', async () => {
    const { nearest, close } = await mortalKeeper(1_000);
    for (let i = 0; i < 2; i++) await assert.rejects(nearest(5, DEADLY), { code: 'WORKER_FAILED' });
    const waiting = nearest(5, 3);
    const failed = assert.rejects(waiting, { code: 'INTERRUPTED' });
    await close();
    await failed;
  });
});
