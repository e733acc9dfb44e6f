import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseItems, explorationPlaces, type ListItem } from '../../src/recommend/list.js';

const alone = (count: number) => new Float32Array(count * count);
const slot = (share: number, pinned = false) => ({ share, pinned });

describe('the choice of a list', () => {
  it('is by score where one interest has everything', () => {
    const items: ListItem[] = [5, 4, 3, 2].map((score) => ({ score, interest: 0 }));
    assert.deepEqual(chooseItems(items, alone(4), [slot(1)], { k: 3, diversity: 0 }), [0, 1, 2]);
  });

  it('gives a quarter of the likes a place among the first ten, however weak', () => {
    const items: ListItem[] = [
      ...Array.from({ length: 20 }, (_, i) => ({ score: 100 - i, interest: 0 })),
      ...Array.from({ length: 5 }, (_, i) => ({ score: 5 - i, interest: 1 })),
    ];
    const chosen = chooseItems(items, alone(25), [slot(0.75), slot(0.25)], { k: 10, diversity: 0 });
    const ofSmaller = chosen.filter((i) => items[i]?.interest === 1).length;
    assert.ok(ofSmaller >= 1 && ofSmaller <= 3, String(chosen));
    assert.equal(chosen[0], 0);
  });

  it('gives a pinned interest the last place at least, and a muted one none that it does not earn', () => {
    const items: ListItem[] = [...Array.from({ length: 10 }, (_, i) => ({ score: 100 - i, interest: 0 })), { score: 1, interest: 1 }];
    assert.ok(chooseItems(items, alone(11), [slot(1), slot(0, true)], { k: 5, diversity: 0 }).includes(10));
    assert.ok(!chooseItems(items, alone(11), [slot(1), slot(0)], { k: 5, diversity: 0 }).includes(10));
  });

  it('serves whoever is owed most by six tenths of the shares, then the best', () => {
    const items: ListItem[] = [
      ...Array.from({ length: 10 }, (_, i) => ({ score: 100 - i, interest: 0 })),
      ...Array.from({ length: 10 }, (_, i) => ({ score: 20 - i, interest: 1 })),
    ];
    // Of its half the second is due round(.3 · place): one from place 2 on, two from 5, three from 9.
    assert.deepEqual(chooseItems(items, alone(20), [slot(0.5), slot(0.5)], { k: 10, diversity: 0 }), [0, 10, 1, 2, 11, 3, 4, 5, 12, 6]);
  });

  it('gives no place by share to what scores nothing', () => {
    const items: ListItem[] = [...Array.from({ length: 6 }, (_, i) => ({ score: 10 - i, interest: 0 })), { score: 0, interest: 1 }];
    assert.deepEqual(chooseItems(items, alone(7), [slot(0), slot(1, true)], { k: 6, diversity: 0 }), [0, 1, 2, 3, 4, 5]);
  });

  it('has k items where there are so many, each once, whatever the interests', () => {
    const items = fc.array(
      fc.record({ score: fc.double({ min: -5, max: 50, noNaN: true }), interest: fc.option(fc.nat(3), { nil: undefined }) }),
      {
        maxLength: 40,
      },
    );
    const slots = fc.array(fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), pinned: fc.boolean() }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(items, slots, fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, 0.3, 1), (unsorted, interests, k, diversity) => {
        const sorted = [...unsorted].sort((a, b) => b.score - a.score);
        const chosen = chooseItems(sorted, alone(sorted.length), interests, { k, diversity });
        assert.equal(chosen.length, Math.min(k, sorted.length));
        assert.equal(new Set(chosen).size, chosen.length);
      }),
    );
  });

  it('spreads the places for exploring, and leaves the first to the best', () => {
    assert.deepEqual(explorationPlaces(10, 0.1), [9]);
    assert.deepEqual(explorationPlaces(10, 0.5), [1, 3, 5, 7, 9]);
    assert.deepEqual(explorationPlaces(10, 0), []);
    assert.deepEqual(explorationPlaces(1, 0.5), []);
  });
});
