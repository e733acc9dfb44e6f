import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TopicFiles } from '../../src/stores/files/topic-files.js';
import type { SavedTopics } from '../../src/stores/topic-store.js';
import { changeTopics } from '../../src/topics/change-topics.js';
import { temporaryFolder } from '../support/temporary.js';
import { topicState } from '../support/topic-state.js';

const add = async (before: SavedTopics | undefined): Promise<SavedTopics> => ({
  ...topicState(1),
  document: { ...topicState(1).document, nextId: (before?.document.nextId ?? 0) + 1 },
});

const renamed = (before: SavedTopics | undefined, name: string): SavedTopics => {
  assert.ok(before);
  return { ...before, document: { ...before.document, topics: before.document.topics.map((topic) => ({ ...topic, name })) } };
};

describe('a change of topics', () => {
  it('is not lost among several that are made at a time', async () => {
    const home = await temporaryFolder();
    const stores = [new TopicFiles(home), new TopicFiles(home), new TopicFiles(home)] as const;
    await stores[0].replace(undefined, topicState(1));
    await Promise.all(Array.from({ length: 12 }, (_, i) => changeTopics(stores[(i % 3) as 0 | 1 | 2], { change: add })));
    assert.equal((await stores[0].read())?.document.nextId, 14);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('that takes long keeps no person from editing, and loses nothing of what they do', async () => {
    const home = await temporaryFolder();
    const [one, two] = [new TopicFiles(home), new TopicFiles(home)];
    await one.replace(undefined, topicState(1));
    let tries = 0;
    await changeTopics(one, {
      change: async (before) => {
        if (++tries === 1) await changeTopics(two, { change: async (theirs) => renamed(theirs, 'Mine') });
        assert.ok(before);
        return { ...before, document: { ...before.document, sequence: before.document.sequence + 1 } };
      },
    });
    const after = await two.read();
    assert.deepEqual([tries, after?.document.topics[0]?.name, after?.document.sequence], [2, 'Mine', topicState(1).document.sequence + 1]);
    await Promise.all([one.close(), two.close()]);
  });

  it('is given up when others come before it again and again', async () => {
    const home = await temporaryFolder();
    const [one, two] = [new TopicFiles(home), new TopicFiles(home)];
    let tries = 0;
    const slow = changeTopics(one, {
      change: async (before) => {
        await changeTopics(two, { change: async () => topicState(++tries) });
        return renamed(before ?? topicState(1), 'late');
      },
    });
    await assert.rejects(slow, { code: 'STORE_LOCKED' });
    assert.equal(tries, 20);
    assert.deepEqual((await one.read())?.document, topicState(20).document);
    await Promise.all([one.close(), two.close()]);
  });

  it('writes nothing when it fails, changes nothing, or was given up meanwhile', async () => {
    const store = new TopicFiles(await temporaryFolder());
    const version = await store.replace(undefined, topicState(3));
    const failing = async () => {
      throw new Error('no');
    };
    await assert.rejects(changeTopics(store, { change: failing }), /no/);
    await changeTopics(store, { change: async (before) => before ?? topicState(9) });
    const stopping = new AbortController();
    const late = async (): Promise<SavedTopics> => {
      stopping.abort();
      return topicState(9);
    };
    await assert.rejects(changeTopics(store, { change: late, signal: stopping.signal }), { code: 'INTERRUPTED' });
    assert.equal((await store.read())?.version, version);
    await store.close();
  });
});
