import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interestsOf, type Likenesses } from '../../src/recommend/interests.js';
import type { Like } from '../../src/recommend/reader.js';

const PAIRS = { mean: 0.05, deviation: 0.1 };
const like = (id: string, key: number, weight = 1): Like => ({ id, key, weight });

/** Likes of fields: alike within, not across. */
function liked(...fields: number[]): { likes: Like[]; likenesses: Likenesses } {
  const field = fields.flatMap((count, f) => new Array<number>(count).fill(f));
  const likes = field.map((f, i) => like(`p${f}-${i}`, i + 1));
  const cells = field.flatMap((one) => field.map((other) => (one === other ? 0.5 : 0.02)));
  return { likes, likenesses: { dense: Float32Array.from(cells), lexical: new Float32Array(cells.length) } };
}

describe('the interests of a reader', () => {
  it('are as many as the likes fall apart into, with their shares', () => {
    const { likes, likenesses } = liked(6, 2);
    const interests = interestsOf(likes, likenesses, PAIRS);
    assert.deepEqual(
      interests.map(({ likes: members, share }) => [members.length, share]),
      [
        [6, 0.75],
        [2, 0.25],
      ],
    );
  });

  it('are one where all is alike, and none without likes', () => {
    const { likes, likenesses } = liked(5);
    assert.equal(interestsOf(likes, likenesses, PAIRS).length, 1);
    assert.deepEqual(interestsOf([], { dense: new Float32Array(0), lexical: new Float32Array(0) }, PAIRS), []);
  });

  it('are eight at most', () => {
    const { likes, likenesses } = liked(...new Array<number>(20).fill(1));
    const interests = interestsOf(likes, likenesses, PAIRS);
    assert.equal(interests.length, 8);
    assert.equal(
      interests.reduce((sum, { likes: members }) => sum + members.length, 0),
      20,
    );
  });

  it('keep their id while they grow', () => {
    const [before, after] = [liked(4), liked(5)];
    // Likes are the newest first: the new one stands at the beginning.
    const grown = [like('new', 99), ...before.likes];
    assert.equal(interestsOf(grown, after.likenesses, PAIRS)[0]?.id, interestsOf(before.likes, before.likenesses, PAIRS)[0]?.id);
  });

  it('that the reader has touched stand on their papers, and what is liked later joins the nearest', () => {
    const { likes, likenesses } = liked(4, 3);
    const own = new Map([['mine', { papers: ['p0-0', 'p0-1'], name: 'Mine', weight: 2 }]]);
    const interests = interestsOf(likes, likenesses, PAIRS, own);
    const mine = interests.find(({ id }) => id === 'mine');
    assert.deepEqual(
      mine?.likes.map(({ id }) => id),
      ['p0-0', 'p0-1', 'p0-2', 'p0-3'],
    );
    assert.equal(mine?.name, 'Mine');
    assert.ok(Math.abs((mine?.share ?? 0) - 8 / 11) < 1e-9);
    assert.equal(interests.length, 2);
  });

  it('have no share where they are muted', () => {
    const { likes, likenesses } = liked(4, 3);
    const interests = interestsOf(likes, likenesses, PAIRS, new Map([['no', { papers: ['p1-4', 'p1-5', 'p1-6'], muted: true }]]));
    assert.deepEqual(
      interests.map(({ id, share }) => [id === 'no', share]),
      [
        [false, 1],
        [true, 0],
      ],
    );
  });

  it('that were split are two, also when one of their papers is named in both', () => {
    const { likes, likenesses } = liked(4);
    const edits = new Map([
      ['old', { papers: ['p0-0', 'p0-1', 'p0-2', 'p0-3'] }],
      ['part', { papers: ['p0-2', 'p0-3'] }],
    ]);
    const interests = interestsOf(likes, likenesses, PAIRS, edits);
    assert.deepEqual(
      new Map(interests.map(({ id, likes: members }) => [id, members.map((one) => one.id)])),
      new Map([
        ['old', ['p0-0', 'p0-1']],
        ['part', ['p0-2', 'p0-3']],
      ]),
    );
  });
});
