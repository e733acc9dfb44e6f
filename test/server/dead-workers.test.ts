import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { Worker } from 'node:worker_threads';
import type { Hono } from 'hono';
import type { Engine } from '../../src/engine.js';
import { createApp } from '../../src/server/app.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const PAPER = `arxiv:${INVENTED_PAPERS[0]?.id}`;

/** Threads of this process that live: Node tells of each that begins. */
const threads = new Set<Worker>();
process.on('worker', (worker: Worker) => {
  threads.add(worker);
  worker.once('exit', () => threads.delete(worker));
});

const { engine: opened } = await openTestEngine();

/** Ends all threads, from outside and without a word. */
async function endThreads(): Promise<number> {
  const living = [...threads];
  await Promise.all(living.map(async (worker) => Promise.all([once(worker, 'exit'), worker.terminate()])));
  return living.length;
}

describe('a server whose threads die', () => {
  let engine: Engine;
  let app: Hono;

  before(async () => {
    engine = opened;
    await engine.readers.create('ana', { like: [PAPER] });
    await engine.watch(() => undefined);
    app = createApp(engine);
  });
  after(() => engine.close());

  const get = async (path: string) => app.request(`http://127.0.0.1${path}`);
  const QUESTIONS = [
    '/api/search?q=cache&mode=lexical',
    '/api/search?q=cache&mode=dense',
    '/api/search?q=robot+hands',
    `/api/papers/${PAPER}/similar`,
    '/api/profiles/ana/picks',
  ];

  it('answers every question that comes after their death', async () => {
    for (const path of QUESTIONS) {
      assert.ok((await endThreads()) >= 2, path);
      const response = await get(path);
      assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
    }
  });

  it('answers every question that is under way at their death', async () => {
    const asked = Array.from({ length: 60 }, (_, i) => get(QUESTIONS[i % QUESTIONS.length] as string));
    await new Promise((resolve) => setImmediate(resolve));
    await endThreads();
    for (const response of await Promise.all(asked)) assert.equal(response.status, 200, await response.text());
  });

  it('says so by its health until they are there again, by themselves', async () => {
    await endThreads();
    const meanwhile = await get('/api/health');
    assert.equal(meanwhile.status, 503);
    const { status, recovering } = (await meanwhile.json()) as { status: string; recovering: { index: string; since: string }[] };
    assert.equal(status, 'recovering');
    assert.deepEqual(recovering.map(({ index }) => index).sort(), ['dense', 'lexical']);
    assert.ok(recovering.every(({ since }) => Math.abs(Date.now() - Date.parse(since)) < 10_000));
    // Nobody asks anything: the look at what other processes write finds them dead.
    for (const end = Date.now() + 20_000; (await get('/api/health')).status !== 200; ) {
      assert.ok(Date.now() < end, 'they did not come back');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const health = (await (await get('/api/health')).json()) as { status: string; papers: number; embedded: number };
    assert.equal(health.status, 'ok');
    assert.equal(health.papers, INVENTED_PAPERS.length);
    assert.equal(health.embedded, INVENTED_PAPERS.length);
  });
});
