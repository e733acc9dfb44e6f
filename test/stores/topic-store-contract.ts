import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SavedTopics, TopicStore, VersionedTopics } from '../../src/stores/topic-store.js';
import { topicState } from '../support/topic-state.js';

const bare = (saved: VersionedTopics | undefined): SavedTopics | undefined => {
  if (!saved) return undefined;
  const { version: _version, ...state } = saved;
  return state;
};

/** What every store of topics does. `openTwo` gives an empty one twice, as two processes have it. */
export function describeTopicStore(name: string, openTwo: () => Promise<[TopicStore, TopicStore]>): void {
  describe(`${name} as a store of topics`, () => {
    it('has none at first, and then what was written, whoever wrote it', async () => {
      const [one, two] = await openTwo();
      assert.equal(await one.read(), undefined);
      assert.equal(await one.readDocument(), undefined);
      const first = await one.replace(undefined, topicState(3));
      assert.deepEqual(bare(await two.read()), topicState(3));
      const second = await two.replace(first, topicState(5));
      assert.deepEqual(bare(await one.read()), topicState(5));
      assert.deepEqual(await one.readDocument(), { document: topicState(5).document, version: second });
      await Promise.all([one.close(), two.close()]);
    });

    it('gives each state one version, the same for all who read it', async () => {
      const [one, two] = await openTwo();
      const first = await one.replace(undefined, topicState(3));
      assert.ok(first);
      assert.deepEqual([(await one.read())?.version, (await two.read())?.version, (await two.read())?.version], [first, first, first]);
      const second = await two.replace(first, topicState(4));
      assert.ok(second !== undefined && second !== first);
      assert.deepEqual([(await one.read())?.version, (await one.readDocument())?.version], [second, second]);
      await Promise.all([one.close(), two.close()]);
    });

    it('writes nothing in the place of a state that is there no more', async () => {
      const [one, two] = await openTwo();
      const first = await one.replace(undefined, topicState(3));
      assert.equal(await two.replace(undefined, topicState(9)), undefined);
      assert.ok(await two.replace(first, topicState(4)));
      assert.equal(await one.replace(first, topicState(9)), undefined);
      assert.equal(await one.replace('another', topicState(9)), undefined);
      assert.deepEqual(bare(await one.read()), topicState(4));
      await Promise.all([one.close(), two.close()]);
    });

    it('lets one of several in who replace the same state at a time', async () => {
      const [one, two] = await openTwo();
      const first = await one.replace(undefined, topicState(1));
      const written = await Promise.all(
        [2, 3, 4, 5, 6, 7].map((papers) => (papers % 2 === 0 ? one : two).replace(first, topicState(papers))),
      );
      const winners = written.filter((version) => version !== undefined);
      assert.equal(winners.length, 1);
      const now = await two.read();
      assert.deepEqual([now?.version, now?.document.papers], [winners[0], 2 + written.findIndex((version) => version !== undefined)]);
      await Promise.all([one.close(), two.close()]);
    });

    it('refuses what is no state of topics, and has the last one', async () => {
      const [one, two] = await openTwo();
      const first = await one.replace(undefined, topicState(3));
      await assert.rejects(one.replace(first, { ...topicState(1), document: { ...topicState(1).document, nextId: -1 } }));
      assert.deepEqual(bare(await one.read()), topicState(3));
      assert.deepEqual(bare(await two.read()), topicState(3));
      await Promise.all([one.close(), two.close()]);
    });
  });
}
