import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchGroups } from '../../src/topics/matching.js';
import { outlierThreshold } from '../../src/topics/outliers.js';

/** So many papers that were in one group and are in another. */
function pairs(...moves: readonly (readonly [before: string, now: number, count: number])[]) {
  return moves.flatMap(([before, now, count]) => Array.from({ length: count }, () => [before, now] as const));
}

describe('groups of now and of before', () => {
  it('are the same where they share most papers', () => {
    const { from, changes } = matchGroups(pairs(['a', 1, 90], ['a', 0, 10], ['b', 0, 80]), 2, ['a', 'b']);
    assert.deepEqual(from, ['b', 'a']);
    assert.deepEqual(changes, []);
  });

  it('tell what split: the greatest part goes on', () => {
    const { from, changes } = matchGroups(pairs(['a', 0, 40], ['a', 1, 60]), 2, ['a']);
    assert.deepEqual(from, [undefined, 'a']);
    assert.deepEqual(changes, [{ kind: 'split', before: ['a'], now: [1, 0] }]);
  });

  it('tell what was merged, and into what', () => {
    const { from, changes } = matchGroups(pairs(['a', 0, 40], ['b', 0, 60]), 1, ['a', 'b']);
    assert.deepEqual(from, ['b']);
    assert.deepEqual(changes, [{ kind: 'merge', before: ['a', 'b'], now: [0] }]);
  });

  it('tell what was born of papers that had no group, and what has died', () => {
    const { from, changes } = matchGroups(pairs(['a', 0, 40]), 2, ['a', 'gone']);
    assert.deepEqual(from, ['a', undefined]);
    assert.deepEqual(changes, [
      { kind: 'birth', before: [], now: [1] },
      { kind: 'death', before: ['gone'], now: [] },
    ]);
  });
});

describe('the similarity below which papers are outliers', () => {
  it('leaves at most that share of the papers out', () => {
    for (const share of [0.02, 0.1, 0.3]) {
      for (const power of [0.2, 1, 4]) {
        const similarities = Float32Array.from({ length: 1_000 }, (_, i) => ((i * 7_919) % 1_000) / 1_000).map((x) => x ** power);
        const threshold = outlierThreshold(similarities, share);
        assert.ok(similarities.filter((similarity) => similarity < threshold).length <= share * 1_000);
      }
    }
  });

  it('leaves none out where none is far from where the others are', () => {
    assert.equal(
      Float32Array.of(0.5, 0.51, 0.52, 0.53).filter((x) => x < outlierThreshold(Float32Array.of(0.5, 0.51, 0.52, 0.53), 0.3)).length,
      0,
    );
    assert.ok(outlierThreshold(Float32Array.of(0.1, 0.9), 0) < 0);
  });
});
