import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { papersOfName } from '../../src/named-topics/members.js';
import type { NamedTopic } from '../../src/named-topics/named-topic.js';
import { openTestEngine } from '../support/engine.js';
import { openViews } from '../support/views.js';

const { engine, home } = await openTestEngine();
await engine.close();
const { store, views, learner, close } = await openViews(home);
after(close);
const keys = async (subject: number) => {
  const ids = Array.from({ length: 10 }, (_, i) => `arxiv:250${subject}.${String(i).padStart(5, '0')}`);
  return (await store.keysOf(ids)).map((key) => key as number);
};
const [caches, proteins, hands] = [await keys(1), await keys(2), await keys(3)];
const named = (topic: NamedTopic) => papersOfName(topic, { store, views, learner });
const keysOf = async (topic: NamedTopic) => (await named(topic)).papers.map(({ key }) => key);
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);

describe('a named topic', () => {
  it('has the papers that its name means, and no others', async () => {
    assert.deepEqual(sorted(await keysOf({ name: 'protein structures' })), sorted(proteins));
    assert.deepEqual(sorted(await keysOf({ name: 'robot hands' })), sorted(hands));
    assert.deepEqual(sorted(await keysOf({ name: 'key-value cache' })), sorted(caches));
  });

  it('has scores that are the sum of their parts, falling, above its threshold', async () => {
    const { papers, threshold } = await named({ name: 'robot hands', no: [hands[0] as number], yes: [caches[0] as number] });
    for (const { score, parts } of papers) {
      assert.ok(Math.abs(score - (parts.name + parts.words + parts.learnt + parts.feedback)) < 1e-9);
      assert.ok(score > threshold);
    }
    const scores = papers.map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
  });

  it('is empty where nothing matches', async () => {
    assert.deepEqual(await keysOf({ name: 'medieval pottery' }), []);
    assert.deepEqual(await keysOf({ name: '' }), []);
  });

  it('takes no notice of marked papers that are gone', async () => {
    assert.deepEqual(await named({ name: 'robot hands', yes: [9_999], no: [9_998] }), await named({ name: 'robot hands' }));
  });

  it('is the same each time', async () => {
    assert.deepEqual(await named({ name: 'robot hands' }), await named({ name: 'robot hands' }));
  });

  it('is what its examples are where the name says nothing', async () => {
    const found = await keysOf({ name: 'zzyzx', examples: proteins.slice(0, 3) });
    assert.ok(found.length >= 8 && found.every((key) => proteins.includes(key)), String(found));
  });

  it('has what was marked as belonging, never what was marked as not, whatever is marked', async () => {
    const all = [...caches, ...proteins, ...hands];
    const marked = fc.uniqueArray(fc.constantFrom(...all), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(marked, marked, async (yes, no) => {
        const found = new Set(await keysOf({ name: 'robot hands', yes, no }));
        assert.ok(no.every((key) => !found.has(key)));
        assert.ok(yes.every((key) => no.includes(key) || found.has(key)));
      }),
      { numRuns: 15 },
    );
  });

  it('has less of what is like a paper that was marked as not belonging', async () => {
    const [, , ...others] = hands;
    const no = hands.slice(0, 2);
    const before = new Map((await named({ name: 'robot hands' })).papers.map(({ key, score }) => [key, score]));
    const { papers } = await named({ name: 'robot hands', no });
    const after = new Map(papers.map(({ key, score }) => [key, score]));
    assert.ok(others.every((key) => (after.get(key) ?? 0) < (before.get(key) ?? 0)));
  });

  it('ends when it is told to', async () => {
    const options = { signal: AbortSignal.abort() };
    await assert.rejects(papersOfName({ name: 'robot hands' }, { store, views, learner }, options), { name: 'AbortError' });
  });

  it('says how far it has come', async () => {
    const shares: number[] = [];
    await papersOfName({ name: 'robot hands' }, { store, views, learner }, { onProgress: (share) => shares.push(share) });
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
  });
});
