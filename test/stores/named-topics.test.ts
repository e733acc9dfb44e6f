import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { NamedTopicsFile } from '../../src/stores/files/named-topics-file.js';
import { TopicFiles } from '../../src/stores/files/topic-files.js';
import { changeTopics } from '../../src/topics/change-topics.js';
import { temporaryFolder } from '../support/temporary.js';
import { addTopic as add, describeNamedTopicStore, namedTopic as topic } from './named-topic-store-contract.js';

const open: NamedTopicsFile[] = [];
after(() => Promise.all(open.map((store) => store.close())));

function storeIn(home: string): NamedTopicsFile {
  const store = new NamedTopicsFile(home);
  open.push(store);
  return store;
}

describeNamedTopicStore('a file', async () => {
  const home = await temporaryFolder();
  return [storeIn(home), storeIn(home), storeIn(home)];
});

describe('named topics on disk', () => {
  it('are read once for each state of the file', async () => {
    const store = storeIn(await temporaryFolder());
    await store.update(add);
    assert.equal(await store.read(), await store.read());
  });

  it('can be changed while topics are being found', async () => {
    const home = await temporaryFolder();
    const [store, topics] = [storeIn(home), new TopicFiles(home)];
    const finding = changeTopics(topics, {
      change: async () => {
        await store.update(add);
        throw new Error('given up');
      },
    });
    await assert.rejects(finding, /given up/);
    assert.equal((await store.read()).topics.length, 1);
    await topics.close();
  });

  it('stay as they were when a change fails or cannot be written', async () => {
    const home = await temporaryFolder();
    const store = storeIn(home);
    await store.update(add);
    await assert.rejects(
      store.update(() => {
        throw new Error('no');
      }),
    );
    await assert.rejects(store.update((before) => ({ ...before, topics: [topic(1), topic(1)] })));
    const path = join(home, 'topics', 'named.json');
    const text = await readFile(path, 'utf8');
    await store.update((before) => before);
    assert.equal(await readFile(path, 'utf8'), text);
    assert.deepEqual(await storeIn(home).read(), { format: 1, nextId: 2, topics: [topic(1)] });
  });

  it('may be edited by hand, with comments, and ids of papers as people write them', async () => {
    const home = await temporaryFolder();
    const store = storeIn(home);
    await store.update(add);
    const path = join(home, 'topics', 'named.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, `\uFEFF// mine\n${text.replace('"yes": []', '"yes": ["https://arxiv.org/abs/2403.09054v2",]')}`);
    assert.deepEqual((await store.read()).topics[0]?.yes, ['arxiv:2403.09054']);
  });

  it('tell the line and the field in which they were damaged', async () => {
    const home = await temporaryFolder();
    const store = storeIn(home);
    await store.update((before) => add(add(before)));
    const path = join(home, 'topics', 'named.json');
    const text = await readFile(path, 'utf8');
    const damages: [text: string, message: RegExp][] = [
      [text.slice(0, 60), /named\.json, line \d+: is not JSON/],
      [text.replace('"nextId": 3', '"nextId": "three"'), /line 3: nextId: /],
      [text.replace('"nextId": 3', '"nextId": 2'), /line 3: nextId: has to be above the number of n2/],
      [text.replace('"n2"', '"n1"'), /line 15: topics\.1\.id: is that of another topic/],
      [text.replace('"Topic 2"', '"TOPIC  1"'), /line 16: topics\.1\.name: is that of another topic/],
      [text.replace('"Topic 2"', '"t12"'), /line 16: topics\.1\.name: looks like the id of a topic/],
      [text.replace('"no"', '"not"'), /line \d+: topics\.0/],
    ];
    for (const [damaged, message] of damages) {
      await writeFile(path, damaged);
      await assert.rejects(storeIn(home).read(), { code: 'TOPICS_UNREADABLE', message, remedy: /Fix that line/ });
      await assert.rejects(storeIn(home).update(add), { code: 'TOPICS_UNREADABLE' });
      assert.equal(await readFile(path, 'utf8'), damaged);
    }
  });
});
