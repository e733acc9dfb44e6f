import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaperStore } from '../../src/stores/paper-store.js';
import { paperNumber } from '../support/papers.js';
import { embedAll, MODEL, put } from './put-papers.js';

/**
 * What others rely on who ask a store of papers for much, or follow it. `open` gives an empty one.
 * @param openTwo the same empty one twice, as two processes have it; left out where it is one process's alone
 */
export function describePaperLookups(
  name: string,
  open: () => Promise<PaperStore>,
  openTwo?: () => Promise<[PaperStore, PaperStore]>,
): void {
  describe(`${name} as a store of papers that is asked for much`, () => {
    it('finds the words nearest to one that is misspelt', async () => {
      const store = await open();
      await put(store, [paperNumber(1)]);
      const [first] = await store.lackingTerms(7, 0, 10);
      const writer = await store.openWriter('test');
      const words = ['attention', 'attentions', 'tatention', 'intention', 'retention', 'attends', 'atelier', 'llama'];
      await writer.putTerms(7, [{ textHash: first?.textHash ?? '', terms: Uint8Array.of(1), words }]);
      await writer.close();
      const nearest = async (word: string, errors: number, limit = 10) =>
        (await store.nearestWords(word, { errors, limit })).map((near) => `${near.word} ${near.errors}`);
      assert.deepEqual(await nearest('atention', 1), ['attention 1', 'tatention 1']);
      assert.deepEqual(await nearest('atention', 2), ['attention 1', 'tatention 1', 'attentions 2']);
      assert.deepEqual(await nearest('atention', 2, 1), ['attention 1']);
      assert.deepEqual(await nearest('attetnion', 1), ['attention 1']);
      assert.deepEqual(await nearest('attention', 1), ['attention 0', 'attentions 1', 'tatention 1']);
      assert.deepEqual(await nearest('lama', 1), []);
      assert.deepEqual(await nearest('llamas', 1), ['llama 1']);
      assert.deepEqual(await nearest('zzzz', 2), []);
      await store.close();
    });

    it('answers lists of any length, with repetitions, in the order asked', async () => {
      const store = await open();
      await put(
        store,
        Array.from({ length: 30 }, (_, i) => paperNumber(i + 1)),
      );
      await embedAll(store);
      const ids = Array.from({ length: 2_000 }, (_, i) => paperNumber(1 + ((i * 8) % 35)).id);
      const keys = await store.keysOf(ids);
      const found = await store.find(ids);
      assert.deepEqual(
        found.map((stored) => stored?.paper.id),
        ids.map((id, i) => (keys[i] === undefined ? undefined : id)),
      );
      assert.equal(new Set(keys).size, 31);
      const asked = keys.map((key) => key ?? 4_000_000_000);
      assert.deepEqual(await store.byKeys(asked), found);
      assert.deepEqual(
        (await store.vectors(MODEL.id, asked)).map((vector) => vector?.length),
        keys.map((key) => key && MODEL.dimensions),
      );
      assert.deepEqual([await store.find([]), await store.byKeys([]), await store.vectors(MODEL.id, [])], [[], [], []]);
      await store.close();
    });

    it('numbers papers from 1 on, without wide gaps, and gives no number twice', async () => {
      const store = await open();
      await put(
        store,
        Array.from({ length: 20 }, (_, i) => paperNumber(i + 1)),
      );
      const keys = (await store.keysOf(Array.from({ length: 20 }, (_, i) => paperNumber(i + 1).id))) as number[];
      assert.ok(keys.every((key, i) => Number.isInteger(key) && key > (keys[i - 1] ?? 0) && key < 100));
      const writer = await store.openWriter('test');
      assert.equal(await writer.remove(keys.slice(-1)), 1);
      await writer.close();
      await put(store, [paperNumber(50)]);
      assert.ok(((await store.keysOf([paperNumber(50).id]))[0] ?? 0) > (keys.at(-1) ?? 0));
      await store.close();
    });

    it('shows no change before all that have a smaller number, to whoever follows from elsewhere', {
      skip: openTwo ? false : 'only one process has this store',
    }, async () => {
      assert.ok(openTwo);
      const [writing, following] = await openTwo();
      const seen = new Map<number, number>();
      let since = 0;
      const follow = async () => {
        const visible = await following.sequence();
        const changes = await following.paperChanges(7, since, 1_000);
        assert.ok(changes.every(({ sequence }, i) => sequence > (changes[i - 1]?.sequence ?? since)));
        for (const { key, sequence } of changes) seen.set(key, sequence);
        // What is not there by now will not be looked for again.
        since = Math.max(since, visible, changes.at(-1)?.sequence ?? 0);
      };
      let isWriting = true;
      const written = (async () => {
        const writer = await writing.openWriter('test');
        for (let batch = 0; batch < 40; batch++) {
          await writer.put([1, 2, 3].map((i) => paperNumber(1 + 3 * batch + i)));
          // A change of what was there before, among the new.
          await writer.put([paperNumber(2, { abstract: `Version ${batch}.` })]);
          await new Promise((resolve) => setImmediate(resolve));
        }
        await writer.close();
      })().finally(() => {
        isWriting = false;
      });
      while (isWriting) {
        await follow();
        await new Promise((resolve) => setImmediate(resolve));
      }
      await written;
      await follow();
      const all = await writing.paperChanges(7, 0, 1_000);
      assert.deepEqual(seen, new Map(all.map(({ key, sequence }) => [key, sequence])));
      await Promise.all([writing.close(), following.close()]);
    });
  });
}
