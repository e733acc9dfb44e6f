import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeySet } from '../../src/paper/key-set.js';

test('a key set holds what a Set of numbers holds, in ascending order', () => {
  const step = fc.record({ add: fc.boolean(), key: fc.integer({ min: 0, max: 2_000 }) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const ours = new KeySet();
      const oracle = new Set<number>();
      for (const { add, key } of steps) {
        if (add) ours.add(key);
        else ours.delete(key);
        if (add) oracle.add(key);
        else oracle.delete(key);
      }
      const keys = [...oracle].sort((a, b) => a - b);
      assert.deepEqual([...ours], keys);
      assert.equal(ours.size, keys.length);
      assert.deepEqual([...KeySet.from(structuredClone(ours.plain()))], keys);
      assert.ok(ours.end > (keys.at(-1) ?? -1));
      // What is looked up by key up to there takes no more memory than about twice the keys.
      assert.ok(ours.end <= 2 * Math.max(512, ...steps.map(({ key }) => key + 32)));
      for (const { key } of steps) assert.equal(ours.has(key), oracle.has(key));
    }),
  );
});

test('a key beyond everything that was added is not in it', () => {
  assert.equal(new KeySet([3]).has(100_000), false);
});
