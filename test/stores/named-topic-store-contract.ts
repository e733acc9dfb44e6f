import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NamedTopicDocument, NamedTopicStore, SavedNamedTopic } from '../../src/stores/named-topic-store.js';

const NOW = '2026-01-02T03:04:05.000Z';

export function namedTopic(number: number, more: Partial<SavedNamedTopic> = {}): SavedNamedTopic {
  return { id: `n${number}`, name: `Topic ${number}`, examples: [], yes: [], no: [], created: NOW, changed: NOW, ...more };
}

/** One topic more. */
export const addTopic = (before: NamedTopicDocument): NamedTopicDocument => ({
  ...before,
  nextId: before.nextId + 1,
  topics: [...before.topics, namedTopic(before.nextId)],
});

/** What every store of named topics does. `openThree` gives an empty one three times, as three processes have it. */
export function describeNamedTopicStore(name: string, openThree: () => Promise<[NamedTopicStore, NamedTopicStore, NamedTopicStore]>): void {
  describe(`${name} as a store of named topics`, () => {
    it('has none at first, and then those that were written, whoever wrote them', async () => {
      const [store, other] = await openThree();
      assert.deepEqual(await store.read(), { format: 1, nextId: 1, topics: [] });
      const full = namedTopic(1, {
        name: 'KV cache',
        description: 'What is kept.',
        examples: ['arxiv:2403.09054'],
        no: ['doi:10.1145/3292500'],
      });
      const written = await store.update((before) => ({ ...before, nextId: 2, topics: [full] }));
      assert.deepEqual(await other.read(), { format: 1, nextId: 2, topics: [full] });
      assert.deepEqual(written, await other.read());
      await other.update(addTopic);
      assert.deepEqual(
        (await store.read()).topics.map(({ id }) => id),
        ['n1', 'n2'],
      );
    });

    it('loses no change of several that are made at a time', async () => {
      const stores = await openThree();
      await Promise.all(Array.from({ length: 12 }, (_, i) => stores[i % 3]?.update(addTopic)));
      const { nextId, topics } = await stores[0].read();
      assert.deepEqual([nextId, topics.length], [13, 12]);
    });

    it('has the last state after a change that fails, is refused or changes nothing', async () => {
      const [store, other] = await openThree();
      const before = await store.update(addTopic);
      const failing = () => {
        throw new Error('no');
      };
      await assert.rejects(store.update(failing), /no/);
      await assert.rejects(store.update((last) => ({ ...last, topics: [namedTopic(1), namedTopic(1)] })));
      assert.deepEqual(await store.update((last) => last), before);
      assert.deepEqual([await store.read(), await other.read()], [before, before]);
    });
  });
}
