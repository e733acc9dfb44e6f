import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aboutTextShare,
  dislikedPart,
  followedPart,
  freshnessPart,
  NO_PICK_PARTS,
  othersPart,
  pickScore,
  tasteParts,
} from '../../src/recommend/scoring.js';

describe('the score of a pick', () => {
  it('is the sum of its parts', () => {
    const parts = Object.fromEntries(Object.keys(NO_PICK_PARTS).map((name, i) => [name, 2 ** i]));
    assert.equal(pickScore({ ...NO_PICK_PARTS, ...parts }), 2 ** Object.keys(parts).length - 1);
    assert.equal(pickScore(NO_PICK_PARTS), 0);
  });

  it('has likes by their weights, as far as a text about the reader leaves them', () => {
    const standardised = { tasteDense: 2, tasteLexical: 4, likesDense: 6, likesLexical: 8 };
    assert.deepEqual(tasteParts(standardised, 0.5), { tasteDense: 1.5, tasteLexical: 2, likesDense: 4.5, likesLexical: 4 });
    assert.deepEqual([0, 3, 9].map(aboutTextShare), [1, 0.5, 0.25]);
  });

  it('falls where a disliked paper is nearer than any liked one, and than two papers of a field', () => {
    assert.equal(dislikedPart(0.6, 0.7).toFixed(9), '-4.000000000');
    assert.equal(dislikedPart(0.1, 0.7).toFixed(9), '-8.000000000');
    for (const [likes, dislikes] of [
      [0.7, 0.6],
      [0.1, 0.4],
      [0.1, 0.5],
    ] as const)
      assert.ok(Math.abs(dislikedPart(likes, dislikes)) === 0);
  });

  it('falls with age by six at most, by half of that in a half-life, and never rises', () => {
    assert.deepEqual(
      [0, 90, 180, -30].map((days) => freshnessPart(days, 90)),
      [0, -3, -4.5, 0],
    );
    assert.equal(freshnessPart(10_000, 0), 0);
    assert.equal(freshnessPart(1e9, 90), -6);
  });

  it('rises with authors who are followed and with like-minded readers, up to a bound', () => {
    assert.deepEqual([followedPart(true), followedPart(false)], [12, 0]);
    assert.deepEqual([0, 0.5, 1, 7].map(othersPart), [0, 2, 4, 4]);
  });
});
