import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCursor, writeCursor } from '../../src/search/cursor.js';

describe('a cursor', () => {
  it('says what has been shown, whatever the keys', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { maxLength: 200 }), (keys) => {
        assert.deepEqual(
          [...readCursor('question', writeCursor('question', keys))],
          keys.sort((a, b) => a - b),
        );
      }),
    );
  });

  it('is short enough for a URL with a thousand of 400,000 papers', () => {
    const keys = Array.from({ length: 1_000 }, (_, i) => 400 * i + 1);
    assert.ok(writeCursor('question', keys).length < 3_000);
  });

  it('of another question, or that is none, is refused', () => {
    for (const cursor of [writeCursor('another', [1]), '', 'AAAA', 'no cursor at all', 'é'.repeat(50)]) {
      assert.throws(() => readCursor('question', cursor), { code: 'INVALID_INPUT', message: /another question/ });
    }
    assert.deepEqual(readCursor('question', undefined), new Set());
  });
});
