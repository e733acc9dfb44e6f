import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inPortions } from '../../src/threads/turns.js';

const numbers = Array.from({ length: 1_000 }, (_, i) => i);

/** How much of the work is done in one round of the event loop, at most. */
async function mostInARound(work: (count: () => void) => Promise<unknown>): Promise<number> {
  let [inRound, most, isOver] = [0, 0, false];
  const look = () => {
    most = Math.max(most, inRound);
    inRound = 0;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await work(() => inRound++);
  isOver = true;
  look();
  return most;
}

describe('work in portions', () => {
  it('gives what the work gives, in order', async () => {
    assert.deepEqual(
      await inPortions(numbers, (n) => 2 * n, 10),
      numbers.map((n) => 2 * n),
    );
    assert.deepEqual(await inPortions([], () => 1), []);
  });

  it('holds the thread for one portion at a time', async () => {
    const most = await mostInARound((count) => inPortions(numbers, count, 10));
    assert.ok(most <= 10, `${most} at a time`);
  });

  it('holds it for one portion at a time however many do such work', async () => {
    const most = await mostInARound((count) => Promise.all(Array.from({ length: 8 }, () => inPortions(numbers, count, 10))));
    assert.ok(most <= 10, `${most} at a time`);
  });

  it('goes on after work that failed', async () => {
    const broken = inPortions(numbers, () => assert.fail('broken'), 10);
    await assert.rejects(broken, /broken/);
    assert.equal((await inPortions(numbers, (n) => n, 10)).length, numbers.length);
  });
});
