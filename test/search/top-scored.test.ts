import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NO_PARTS } from '../../src/search/answer.js';
import { topScored } from '../../src/search/top-scored.js';

describe('the best of what was ranked', () => {
  it('are the first of all in order, equal scores by key', () => {
    const scores = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 70 }), (scores, count) => {
        const ranked = scores.map((dense, i) => ({ key: ((i * 37) % 61) + 1, parts: { ...NO_PARTS, dense } }));
        const expected = ranked
          .map(({ key, parts }) => ({ key, score: parts.dense }))
          .sort((a, b) => b.score - a.score || a.key - b.key)
          .slice(0, count);
        assert.deepEqual(
          topScored(ranked, count).map(({ key, score }) => ({ key, score })),
          expected,
        );
      }),
    );
  });
});
