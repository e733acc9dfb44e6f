import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Embedder } from '../../src/embedding/embedder.js';
import { embedPapers } from '../../src/indexing/embed-papers.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { inventedModel } from '../support/models.js';
import { paperNumber } from '../support/papers.js';
import { randomUnitVector, seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

/** An embedder that hashes: what is tested here is who gets embedded, when and how often. */
class HashingEmbedder implements Embedder {
  readonly model = inventedModel('hash', 4);
  texts = 0;

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    this.texts += texts.length;
    return texts.map((text) => randomUnitVector(seededRandom(text.length), 4));
  }

  async close(): Promise<void> {}
}

async function setUp(count: number) {
  const store = await SqliteStore.open(await temporaryFolder());
  const writer = await store.openWriter('test');
  await writer.put(Array.from({ length: count }, (_, i) => paperNumber(i)));
  const embedder = new HashingEmbedder();
  return {
    store,
    writer,
    embedder,
    close: async () => {
      await writer.close();
      await store.close();
    },
  };
}

describe('embedding the papers of a store', () => {
  it('embeds each text once, and nothing the second time', async () => {
    const { store, writer, embedder, close } = await setUp(600);
    await writer.put([
      paperNumber(1_000, { title: 'Correction', abstract: '' }),
      paperNumber(1_001, { title: 'Correction', abstract: '' }),
    ]);
    assert.deepEqual(await embedPapers(store, writer, embedder), { embedded: 602, finished: true });
    assert.equal(embedder.texts, 601);
    assert.deepEqual(await embedPapers(store, writer, embedder), { embedded: 0, finished: true });
    assert.equal(embedder.texts, 601);
    await close();
  });

  it('stops when interrupted, keeps what it has, and does only the rest the next time', async () => {
    const { store, writer, embedder, close } = await setUp(600);
    const controller = new AbortController();
    const first = await embedPapers(store, writer, embedder, { signal: controller.signal, onProgress: () => controller.abort() });
    assert.deepEqual(first, { embedded: 256, finished: false });
    assert.deepEqual(await embedPapers(store, writer, embedder), { embedded: 344, finished: true });
    assert.ok(embedder.texts <= 600 + 2 * 256, 'only what was ahead of the interruption is done twice');
    await close();
  });

  it('embeds a paper again when its abstract changes', async () => {
    const { store, writer, embedder, close } = await setUp(3);
    await embedPapers(store, writer, embedder);
    await writer.put([paperNumber(1, { abstract: 'A new version.' })]);
    assert.equal((await embedPapers(store, writer, embedder)).embedded, 1);
    await close();
  });

  it('tells how many of how many are done', async () => {
    const { store, writer, embedder, close } = await setUp(300);
    const seen: unknown[] = [];
    await embedPapers(store, writer, embedder, { onProgress: (progress) => seen.push(progress) });
    assert.deepEqual(seen, [
      { done: 256, total: 300 },
      { done: 300, total: 300 },
    ]);
    await close();
  });
});
