import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Action } from '../../src/profile/event.js';
import { papersOf } from '../support/benchmark.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());

const like = (...papers: readonly string[]): Action => ({ kind: 'like', papers: papers.map((id) => `arxiv:${id}`) });
const [caches, proteins] = [papersOf(1), papersOf(2)];

/** A profile to which each of these was done by itself. */
async function readerWith(name: string, ...actions: readonly Action[]): Promise<void> {
  await engine.readers.create(name);
  for (const action of actions) await engine.readers.act(name, [action]);
}

describe('a replay of a profile', () => {
  it('finds the likes of one subject high in the lists made from those before them', async () => {
    await readerWith('ana', ...caches.slice(0, 8).map((id) => like(id)));
    const { likes, missing, places, comparisons, finished } = await engine.evaluator.replay({ profile: 'ana' });
    assert.deepEqual([likes, missing, finished], [5, 0, true]);
    assert.deepEqual(
      places.map(({ paper }) => paper),
      caches.slice(3, 8).map((id) => `arxiv:${id}`),
    );
    // Of ten caches some are liked already: the next is among the others.
    places.forEach(({ ours, theirs }, i) => {
      assert.ok(ours >= 1 && ours <= 7 - i, `${ours} at ${i}`);
      assert.ok(Object.values(theirs).every((place) => place >= 1 && place <= 27 - i));
    });
    assert.deepEqual(
      [...new Set(comparisons.map(({ measure }) => measure))],
      ['median place', 'in the top 10', 'in the top 100', 'mean reciprocal place'],
    );
    assert.ok(comparisons.every(({ ours }) => ours.low <= ours.value && ours.value <= ours.high));
  });

  it('is of likes that stand, each by what came before its moment, and of as many as are asked for', async () => {
    await readerWith('bob', like(...caches.slice(0, 3)), like(...caches.slice(3, 5)), like(caches[5] ?? ''), like(proteins[1] ?? ''));
    await engine.readers.undo('bob', {});
    await engine.readers.act('bob', [{ kind: 'dislike', papers: [`arxiv:${caches[5]}`] }]);
    await engine.readers.act('bob', [like(proteins[4] ?? '')]);
    const { places } = await engine.evaluator.replay({ profile: 'bob' });
    assert.deepEqual(
      places.map(({ paper }) => paper),
      [caches[3], caches[4], proteins[4]].map((id) => `arxiv:${id}`),
    );
    const [first, second, stranger] = places;
    assert.equal(first?.at, second?.at);
    assert.ok((stranger?.ours ?? 0) > 3, 'another subject is no surprise that could be foretold');
    const { places: last } = await engine.evaluator.replay({ profile: 'bob', last: 1 });
    assert.deepEqual(last, places.slice(-1));
    assert.equal((await engine.evaluator.replay({ profile: 'bob', after: 5 })).likes, 1);
  });

  it('finds what was seen before it was liked, and knows nothing of what came later', async () => {
    const actions = [like(...caches.slice(0, 4)), { kind: 'seen' as const, papers: [`arxiv:${caches[6]}`] }, like(caches[6] ?? '')];
    await readerWith('eve', ...actions);
    const { places } = await engine.evaluator.replay({ profile: 'eve' });
    assert.ok((places[0]?.ours ?? 99) <= 6);
    await engine.readers.act('eve', [{ kind: 'dislike', papers: [`arxiv:${caches[7]}`] }]);
    assert.deepEqual((await engine.evaluator.replay({ profile: 'eve' })).places, places);
  });

  it('says where there is nothing to look for', async () => {
    await readerWith('new', like(...caches));
    await assert.rejects(engine.evaluator.replay({ profile: 'new' }), {
      code: 'INVALID_INPUT',
      message: /no like that came after 3 others/,
    });
    await assert.rejects(engine.evaluator.replay({ profile: 'nobody' }), { code: 'PROFILE_NOT_FOUND' });
    await assert.rejects(engine.evaluator.replay({ profile: 'ana', after: 0 }), { code: 'INVALID_INPUT' });
  });
});
