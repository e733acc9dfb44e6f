import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Engine } from '../../src/engine.js';
import { openEngine } from '../../src/open.js';
import { openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
await engine.updateTopics({ topics: 3, outliers: 0 });
const {
  topics: [first],
} = await engine.topics();
const topic = first?.id ?? '';
await engine.renameTopic({ topic, name: 'My own' });
await engine.updateMap();
const before = { topics: await engine.topics(), map: await engine.mapBytes() };
await engine.close();
const unexpected = (error: unknown) => assert.fail(String(error));

/** Another bit in the middle of a file. */
async function damage(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 16;
  await writeFile(path, bytes);
}

async function numbersFile(): Promise<string> {
  const [numbers = ''] = (await readdir(join(home, 'topics'))).filter((name) => name.startsWith('data-'));
  return join(home, 'topics', numbers);
}

/** An engine over the same folder, closed at the end. */
async function reopened(): Promise<Engine> {
  const again = await openEngine({ home });
  after(() => again.close());
  return again;
}

async function eventually(work: () => Promise<void>): Promise<void> {
  for (const deadline = Date.now() + 15_000; ; ) {
    const failed = await work().then(
      () => false,
      () => true,
    );
    if (!failed) return;
    if (Date.now() > deadline) return work();
    await setTimeout(50);
  }
}

const namesOf = ({ topics }: typeof before.topics) => topics.map(({ id, name, papers }) => [id, name, papers].join()).sort();

describe('damaged topics', () => {
  it('are found again by an update, under their ids and names', async () => {
    await damage(await numbersFile());
    const engine = await reopened();
    await assert.rejects(engine.topics(), { code: 'TOPICS_UNREADABLE' });
    await assert.rejects(engine.renameTopic({ topic, name: 'Other' }), { code: 'TOPICS_UNREADABLE' });
    await engine.updateTopics();
    assert.deepEqual(namesOf(await engine.topics()), namesOf(before.topics));
  });

  it('are found again by a server without being asked, and so is a damaged map', async () => {
    await damage(await numbersFile());
    await damage(join(home, 'topics', 'map.bin'));
    const engine = await reopened();
    await engine.watch(unexpected);
    await eventually(async () => assert.deepEqual(namesOf(await engine.topics()), namesOf(before.topics)));
    await eventually(async () => assert.deepEqual((await engine.mapBytes()).bytes, before.map.bytes));
  });

  it('whose document is damaged are left as they are, since a person has named them', async () => {
    const document = join(home, 'topics', 'topics.json');
    const text = (await readFile(document, 'utf8')).slice(0, -100);
    await writeFile(document, text);
    await assert.rejects((await reopened()).updateTopics(), { code: 'TOPICS_UNREADABLE' });
    assert.equal(await readFile(document, 'utf8'), text);
  });
});
