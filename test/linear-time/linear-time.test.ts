import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costOfDoubling, MOST_PER_DOUBLING } from '../support/doubling.js';
import { NASTY, repeated } from './nasty.js';
import { LISTS, PARSERS } from './parsers.js';

describe('twice as long an input takes about twice as long', () => {
  for (const { name, run, size, around = [['', '']] } of PARSERS) {
    it(`in ${name}, whatever the input repeats`, async () => {
      const slow: string[] = [];
      for (const piece of NASTY) {
        for (const [before, after] of around) {
          const cost = await costOfDoubling((length) => before + repeated(piece, length) + after, run, size);
          if (cost > MOST_PER_DOUBLING) slow.push(`${JSON.stringify([before, piece, after])}: ${cost.toFixed(1)}`);
        }
      }
      assert.deepEqual(slow, [], 'what a doubling costs');
    });
  }

  for (const { name, make, run, size } of LISTS) {
    it(`with twice as many ${name}`, async () => {
      const cost = await costOfDoubling(make as (size: number) => never, run, size);
      assert.ok(cost <= MOST_PER_DOUBLING, `a doubling costs ${cost.toFixed(1)}`);
    });
  }

  it('and what takes the square is found out', async () => {
    const cost = await costOfDoubling(
      (size) => ' '.repeat(size),
      (text) => /\s+x/.test(text),
      1_500,
    );
    assert.ok(cost > MOST_PER_DOUBLING, `a doubling costs ${cost.toFixed(1)}`);
  });
});
