import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BestKeys } from '../../src/lexical/inverted/best-keys.js';

test('the best keys are those of a plain sort, ties by key, and nothing below the floor is among them', () => {
  const entry = fc.record({ key: fc.nat(10_000), score: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ noNaN: true })) });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ key }) => key, maxLength: 80 }), fc.nat(20), (entries, k) => {
      const best = new BestKeys(k);
      for (const { key, score } of entries) if (score >= best.floor) best.add(key, score);
      const expected = entries.toSorted((a, b) => b.score - a.score || a.key - b.key).slice(0, k);
      assert.deepEqual(
        best.sorted().map(({ key }) => key),
        expected.map(({ key }) => key),
      );
      assert.deepEqual(new Set(best.keys), new Set(expected.map(({ key }) => key)));
    }),
    { numRuns: 500, seed: 9 },
  );
});
