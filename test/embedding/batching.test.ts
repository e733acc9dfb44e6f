import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inBatches } from '../../src/embedding/local/batching.js';
import { inTasks } from '../../src/embedding/local/tasks.js';

const everyOnce = (groups: readonly number[][], count: number) =>
  assert.deepEqual(
    groups.flat().sort((a, b) => a - b),
    Array.from({ length: count }, (_, i) => i),
  );

describe('batches of texts', () => {
  it('hold every text once, and no more padded tokens than the budget, but for a text alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(600)), fc.integer({ min: 1, max: 4_000 }), (lengths, budget) => {
        const batches = [...inBatches(lengths, budget)];
        everyOnce(batches, lengths.length);
        for (const batch of batches) {
          const padded = batch.length * Math.max(...batch.map((i) => lengths[i] ?? 0));
          assert.ok(batch.length === 1 || padded <= budget, `${padded} tokens in a batch of ${batch.length}`);
        }
      }),
    );
  });

  it('put texts of like length together', () => {
    assert.deepEqual([...inBatches([100, 3, 90, 4, 95], 200)], [[1, 3], [2, 4], [0]]);
  });
});

describe('tasks of workers', () => {
  it('hold every text once, at most 64 of them, and about as much work each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000)), (lengths) => {
        const tasks = inTasks(lengths.map((length) => 'x'.repeat(length)));
        everyOnce(tasks, lengths.length);
        for (const task of tasks) {
          assert.ok(task.length <= 64);
          const work = task.reduce((sum, i) => sum + Math.min(lengths[i] ?? 0, 1_500), 0);
          assert.ok(task.length === 1 || work <= 12_000);
        }
      }),
    );
  });
});
