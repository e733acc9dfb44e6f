import assert from 'node:assert/strict';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TopicFiles } from '../../src/stores/files/topic-files.js';
import type { SavedTopics } from '../../src/stores/topic-store.js';
import { temporaryFolder } from '../support/temporary.js';

function state(papers: number): SavedTopics {
  return {
    document: {
      format: 1,
      identity: 'model/4',
      updated: '2026-01-02T03:04:05.000Z',
      sequence: 7,
      papers,
      outliers: 0,
      settings: { topics: 1, outliers: 0.1, seed: 1 },
      threshold: 0.25,
      nextId: 2,
      topics: [{ id: 't1', level: 'topic', label: 'caches', terms: [], papers, representatives: [], born: '2026-01-02T03:04:05.000Z' }],
      history: [],
    },
    numbers: {
      mean: Float32Array.of(1, 2, 3, 4),
      basisTerms: Uint32Array.of(9),
      basisRows: Float32Array.of(0.5),
      centroids: Float32Array.of(1, 0, 0, 0, 0),
      keys: Uint32Array.from({ length: papers }, (_, i) => i + 1),
      cells: new Uint16Array(papers),
      similarities: new Float32Array(papers).fill(0.5),
    },
  };
}

describe('topics on disk', () => {
  it('are read as they were written, by this and by another process', async () => {
    const home = await temporaryFolder();
    const [store, other] = [new TopicFiles(home), new TopicFiles(home)];
    assert.equal(await store.read(), undefined);
    await store.update(async () => state(3));
    assert.deepEqual(await other.read(), state(3));
    await other.update(async (before) => ({ ...state(5), document: { ...state(5).document, nextId: (before?.document.nextId ?? 0) + 1 } }));
    assert.equal((await store.read())?.document.nextId, 3);
    assert.equal((await store.read())?.numbers.keys.length, 5);
    await Promise.all([store.close(), other.close()]);
  });

  it('are left as they were when a change fails, and one file of numbers is kept', async () => {
    const home = await temporaryFolder();
    const store = new TopicFiles(home);
    await store.update(async () => state(3));
    await store.update(async () => state(4));
    await assert.rejects(
      store.update(async () => {
        throw new Error('no');
      }),
    );
    await assert.rejects(store.update(async () => ({ ...state(1), document: { ...state(1).document, nextId: -1 } })));
    assert.deepEqual(await new TopicFiles(home).read(), state(4));
    const files = (await readdir(join(home, 'topics'))).filter((name) => name.endsWith('.bin'));
    assert.ok(files.length <= 2, files.join());
    await store.close();
  });

  it('lose no change of several that are made at a time', async () => {
    const home = await temporaryFolder();
    const stores = [new TopicFiles(home), new TopicFiles(home), new TopicFiles(home)];
    await stores[0]?.update(async () => state(1));
    const add = async (before: SavedTopics | undefined) => ({
      ...state(1),
      document: { ...state(1).document, nextId: (before?.document.nextId ?? 0) + 1 },
    });
    await Promise.all(Array.from({ length: 12 }, (_, i) => stores[i % 3]?.update(add)));
    assert.equal((await stores[0]?.read())?.document.nextId, 14);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('tell what is wrong with them when they were damaged', async () => {
    const home = await temporaryFolder();
    const store = new TopicFiles(home);
    await store.update(async () => state(3));
    const [numbers] = (await readdir(join(home, 'topics'))).filter((name) => name.endsWith('.bin'));
    const document = join(home, 'topics', 'topics.json');
    const text = await readFile(document, 'utf8');
    await truncate(join(home, 'topics', numbers ?? ''), 20);
    await assert.rejects(new TopicFiles(home).read(), { code: 'TOPICS_UNREADABLE', value: numbers });
    await writeFile(document, text.slice(0, 40));
    await assert.rejects(new TopicFiles(home).read(), { code: 'TOPICS_UNREADABLE' });
    await writeFile(document, text.replace('"nextId": 2', '"nextId": "two"'));
    await assert.rejects(new TopicFiles(home).read(), { code: 'TOPICS_UNREADABLE', message: /nextId/ });
    await store.close();
  });
});
