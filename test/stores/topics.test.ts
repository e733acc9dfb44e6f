import assert from 'node:assert/strict';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TopicFiles } from '../../src/stores/files/topic-files.js';
import { temporaryFolder } from '../support/temporary.js';
import { topicState } from '../support/topic-state.js';
import { describeTopicStore } from './topic-store-contract.js';

describeTopicStore('a folder', async () => {
  const home = await temporaryFolder();
  return [new TopicFiles(home), new TopicFiles(home)];
});

describe('topics on disk', () => {
  it('are left as they were when they cannot be replaced, and one file of numbers is kept', async () => {
    const home = await temporaryFolder();
    const store = new TopicFiles(home);
    const version = await store.replace(await store.replace(undefined, topicState(3)), topicState(4));
    await assert.rejects(store.replace(version, { ...topicState(1), document: { ...topicState(1).document, nextId: -1 } }));
    assert.deepEqual(await new TopicFiles(home).read(), { ...topicState(4), version });
    const files = (await readdir(join(home, 'topics'))).filter((name) => name.endsWith('.bin'));
    assert.ok(files.length <= 2, files.join());
    await store.close();
  });

  it('have another version when a person has edited the file', async () => {
    const home = await temporaryFolder();
    const store = new TopicFiles(home);
    const version = await store.replace(undefined, topicState(3));
    const path = join(home, 'topics', 'topics.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"label": "caches"', '"label": "caches", "name": "Mine"'));
    assert.equal(await store.replace(version, topicState(4)), undefined);
    assert.equal((await store.read())?.document.topics[0]?.name, 'Mine');
    await store.close();
  });

  it('tell what is wrong with them when they were damaged', async () => {
    const home = await temporaryFolder();
    const store = new TopicFiles(home);
    await store.replace(undefined, topicState(3));
    const [numbers] = (await readdir(join(home, 'topics'))).filter((name) => name.endsWith('.bin'));
    const document = join(home, 'topics', 'topics.json');
    const text = await readFile(document, 'utf8');
    await truncate(join(home, 'topics', numbers ?? ''), 20);
    await assert.rejects(new TopicFiles(home).read(), { code: 'TOPICS_UNREADABLE', value: numbers });
    assert.deepEqual((await new TopicFiles(home).readDocument())?.document, topicState(3).document);
    await writeFile(document, text.slice(0, 40));
    await assert.rejects(new TopicFiles(home).read(), { code: 'TOPICS_UNREADABLE' });
    await writeFile(document, text.replace('"nextId": 2', '"nextId": "two"'));
    await assert.rejects(new TopicFiles(home).read(), { code: 'TOPICS_UNREADABLE', message: /nextId/ });
    await store.close();
  });
});
