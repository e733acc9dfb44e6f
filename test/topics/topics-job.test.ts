import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { topicsJob } from '../../src/topics/topics-job.js';
import { openChecked, openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine, services, home } = await openTestEngine();
after(() => engine.close());

let papers = 0;
/** Brings a new paper, as another process would. */
async function bringOne(): Promise<string> {
  const id = `2506.0000${++papers}`;
  const file = join(home, `${id}.jsonl`);
  await writeFile(file, JSON.stringify({ id, title: `A recent approach ${id} to robot hands`, abstract: 'A robot hand learns to grasp.' }));
  await engine.importPapers({ path: file });
  return id;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, 'it has not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const UPDATE = { anew: false };

const unexpected = (error: unknown) => assert.fail(String(error));

const seen = async () => {
  const { papers, outliers } = await engine.topics();
  return papers + outliers;
};

describe('the job of topics', () => {
  it('finds them when it is asked to, tells how far it is, and does one thing at a time', async () => {
    const job = topicsJob(services.topics);
    assert.deepEqual(job.state, { running: false });
    const { running, begun } = job.begin({ ...UPDATE, topics: 3, outliers: 0 });
    assert.ok(running && begun);
    assert.throws(() => job.begin(UPDATE), { code: 'STORE_LOCKED', remedy: /GET \/api\/topics\/update/ });
    await assert.rejects(engine.beginTopicsUpdate({ topics: 0 }), { code: 'INVALID_INPUT' });
    const phases = new Set<string | undefined>();
    await until(() => {
      phases.add(job.state.phase);
      return !job.state.running;
    });
    assert.equal(job.state.update?.topics, 3);
    assert.ok(job.state.ended !== undefined && job.state.error === undefined);
    await job.close();
  });

  it('leaves alone what has not changed, and has been looked at just now', async () => {
    await engine.updateTopics();
    const never = topicsJob(services.topics, { pollInterval: 10, leastInterval: 0 });
    never.watch(unexpected);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(never.state, { running: false });
    await never.close();
    await bringOne();
    const later = topicsJob(services.topics, { pollInterval: 10 });
    later.watch(unexpected);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(later.state, { running: false });
    await later.close();
    assert.equal(await seen(), 30);
  });

  it('brings them up to date when papers have come', async () => {
    const job = topicsJob(services.topics, { pollInterval: 10, leastInterval: 0 });
    job.watch(unexpected);
    await until(async () => (await seen()) === 31);
    const id = await bringOne();
    await until(async () => (await seen()) === 32);
    assert.equal((await engine.topicsOf({ id })).length, 1);
    await job.close();
  });

  it('never begins with topics that nobody asked for', async () => {
    const { engine: fresh, services: none } = await openTestEngine();
    const job = topicsJob(none.topics, { pollInterval: 10, leastInterval: 0 });
    job.watch(unexpected);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await job.close();
    await assert.rejects(fresh.topics(), { code: 'TOPICS_MISSING' });
    await fresh.close();
  });

  it('gives up what is under way when it is closed, and leaves topics as they were', async () => {
    const before = await engine.topics();
    const errors: unknown[] = [];
    const job = topicsJob(services.topics);
    job.watch((error) => errors.push(error));
    job.begin({ anew: true, topics: 2 });
    await job.close();
    assert.deepEqual([job.state.running, job.state.error?.code, errors], [false, 'INTERRUPTED', []]);
    assert.deepEqual(await engine.topics(), before);
  });

  it('tells what went wrong', async () => {
    const { engine: empty, services: nothing } = await openChecked(await temporaryFolder());
    const errors: unknown[] = [];
    const job = topicsJob(nothing.topics);
    job.watch((error) => errors.push(error));
    job.begin(UPDATE);
    await until(() => !job.state.running);
    assert.deepEqual([job.state.error?.code, errors.length], ['TOPICS_MISSING', 1]);
    await job.close();
    await empty.close();
  });
});
