import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PaperkinError } from '../../src/errors.js';
import { Job, type JobWork, statusOf } from '../../src/jobs/job.js';

type Progress = { done: number };

/** A run that ends when it is let go, and with an error where it is told so. */
function gate() {
  const calls: { query: string; work: JobWork<Progress>; end: (result: string) => void; fail: (error: unknown) => void }[] = [];
  const run = (query: string, work: JobWork<Progress>) =>
    new Promise<string>((resolve, reject) => {
      calls.push({ query, work, end: resolve, fail: reject });
      work.signal.addEventListener('abort', () => reject(work.signal.reason));
    });
  return { calls, run };
}

const unexpected = (error: unknown) => assert.fail(String(error));

/** The calls that have been made when those before have had their turn. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a job', () => {
  it('tells how far it is, and what came of it', async () => {
    const { calls, run } = gate();
    const job = new Job({ name: 'counting', run });
    assert.deepEqual({ ...job.state }, { running: false });
    const { running, begun } = job.begin('all');
    assert.ok(running && begun !== undefined);
    calls[0]?.work.onProgress({ done: 3 });
    assert.deepEqual({ ...job.state }, { running: true, begun, done: 3 });
    calls[0]?.end('7 of 7');
    await job.ended();
    const { ended, ...rest } = job.state;
    assert.deepEqual(rest, { running: false, begun, update: '7 of 7' });
    assert.ok(ended !== undefined && ended >= begun);
    assert.deepEqual(statusOf(job), { name: 'counting', running: false, begun, ended });
  });

  it('is begun once at a time, by default with its name in the error', async () => {
    const { calls, run } = gate();
    const job = new Job({ name: 'counting', run });
    job.begin('one');
    assert.throws(() => job.begin('two'), { code: 'STORE_LOCKED', message: /"counting"/ });
    calls[0]?.end('');
    await job.ended();
    job.begin('three');
    assert.deepEqual(
      calls.map(({ query }) => query),
      ['one', 'three'],
    );
    await job.close();
  });

  it('is not begun where its query is refused', () => {
    const { calls, run } = gate();
    const refuse = () => {
      throw new PaperkinError('INVALID_INPUT', 'no');
    };
    const job = new Job({ name: 'counting', run, check: refuse });
    assert.throws(() => job.begin('one'), { code: 'INVALID_INPUT' });
    assert.deepEqual([job.state, calls.length], [{ running: false }, 0]);
  });

  it('has those wait who want what comes of it, in their order', async () => {
    const { calls, run } = gate();
    const job = new Job({ name: 'counting', run });
    const heard: number[] = [];
    const taken = [job.take('one'), job.take('two', { onProgress: ({ done }) => heard.push(done) })];
    await soon();
    assert.equal(calls.length, 1);
    calls[0]?.end('first');
    assert.equal(await taken[0], 'first');
    await soon();
    calls[1]?.work.onProgress({ done: 1 });
    calls[1]?.end('second');
    assert.deepEqual([await taken[1], heard], ['second', [1]]);
  });

  it('gives an error to who waits for it, and goes on with the next one', async () => {
    const { calls, run } = gate();
    const job = new Job({ name: 'counting', run });
    const [bad, good] = [job.take('one'), job.take('two')];
    await soon();
    calls[0]?.fail(new PaperkinError('DISK_FULL', 'full'));
    await assert.rejects(bad, { code: 'DISK_FULL' });
    await soon();
    calls[1]?.end('well');
    assert.equal(await good, 'well');
  });

  it('has a bound of those who wait', async () => {
    const { run } = gate();
    const job = new Job({ name: 'counting', run });
    const waiting = Array.from({ length: 100 }, () => job.take('one'));
    await assert.rejects(job.take('one'), { code: 'STORE_LOCKED' });
    const ends = Promise.allSettled(waiting);
    await job.close();
    assert.deepEqual(
      (await ends).filter(({ status }) => status === 'fulfilled'),
      [],
    );
  });

  it('ends what is under way and what waits when it is closed, which is no fault', async () => {
    const { run } = gate();
    const errors: unknown[] = [];
    const job = new Job({ name: 'counting', run, watch: { interval: 5, due: async () => undefined } });
    job.watch((error) => errors.push(error));
    job.begin('one');
    const waiting = job.take('two');
    const rejected = assert.rejects(waiting, { code: 'INTERRUPTED' });
    await job.close();
    await rejected;
    assert.deepEqual([job.state.running, job.state.error?.code, errors], [false, 'INTERRUPTED', []]);
  });

  it('begins by itself when it is due, and is told how long nothing has been begun', async () => {
    const { calls, run } = gate();
    const idle: number[] = [];
    const job = new Job({
      name: 'counting',
      run,
      watch: {
        interval: 5,
        due: async (since) => {
          idle.push(since);
          return idle.length === 2 ? 'due' : undefined;
        },
      },
    });
    assert.equal(job.watched, false);
    job.watch(unexpected);
    assert.equal(job.watched, true);
    while (calls.length === 0) await soon();
    const looks = idle.length;
    await soon();
    await soon();
    assert.equal(idle.length, looks, 'it looks while it runs');
    calls[0]?.end('');
    while (idle.length < 3) await soon();
    assert.ok(idle[0] === Number.POSITIVE_INFINITY && idle[1] === Number.POSITIVE_INFINITY && (idle[2] as number) < 60_000);
    assert.deepEqual(
      calls.map(({ query }) => query),
      ['due'],
    );
    await job.close();
  });

  it('looks once where it has no interval', async () => {
    let looks = 0;
    const job = new Job({ name: 'counting', run: gate().run, watch: { due: async () => void looks++ as undefined } });
    job.watch(unexpected);
    job.watch(unexpected);
    await soon();
    assert.equal(looks, 1);
    await job.close();
  });

  it('tells of one fault once, until it has gone', async () => {
    const errors: string[] = [];
    let looks = 0;
    const job = new Job({
      name: 'counting',
      run: gate().run,
      watch: {
        interval: 2,
        due: async () => {
          looks++;
          if (looks <= 3 || looks === 5) throw new Error('no disk');
          return undefined;
        },
      },
    });
    job.watch((error) => errors.push(String(error)));
    while (looks < 6) await soon();
    assert.deepEqual(errors, ['Error: no disk', 'Error: no disk']);
    await job.close();
  });
});
