import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { STARTER_CORPUS } from '../../src/importing/starter.js';
import { papersOfName } from '../../src/named-topics/members.js';
import type { NamedTopic } from '../../src/named-topics/named-topic.js';
import { temporaryFolder } from '../support/temporary.js';
import { openViewsOf } from '../support/views.js';
import { type FiledByHand, KV_CACHE, SYMBOLIC_REASONING } from './filed-by-hand.js';

const { store, views, learner, close } = await openViewsOf(await temporaryFolder(), STARTER_CORPUS);
after(close);

/** Precision and recall of a topic against what was filed by hand; borderline papers count neither way. */
async function quality(topic: NamedTopic, { yes, borderline }: FiledByHand): Promise<{ precision: number; recall: number }> {
  const { papers } = await papersOfName(topic, { store, views, learner });
  const keysOf = async (ids: readonly string[]) => new Set(await store.keysOf([...ids]));
  const [right, neither] = [await keysOf(yes), await keysOf(borderline)];
  const counted = papers.filter(({ key }) => !neither.has(key));
  const found = counted.filter(({ key }) => right.has(key)).length;
  return { precision: found / counted.length, recall: found / yes.length };
}

function assertAtLeast({ precision, recall }: { precision: number; recall: number }, least: { precision: number; recall: number }): void {
  assert.ok(precision >= least.precision && recall >= least.recall, `precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
}

describe('the lists that were filed by hand', () => {
  it('are papers of the starter corpus, each in one list', async () => {
    for (const { yes, borderline } of [KV_CACHE, SYMBOLIC_REASONING]) {
      const keys = await store.keysOf([...yes, ...borderline]);
      assert.ok(yes.length >= 15 && !keys.includes(undefined) && new Set(keys).size === keys.length);
    }
  });
});

describe('a topic that is named on the starter corpus', () => {
  it('has the papers about KV caches, by its name alone and with a description', async () => {
    const { name, description } = KV_CACHE;
    assertAtLeast(await quality({ name }, KV_CACHE), { precision: 0.85, recall: 0.85 });
    assertAtLeast(await quality({ name, description }, KV_CACHE), { precision: 0.85, recall: 0.85 });
  });

  it('has the papers about symbolic reasoning, with a description', async () => {
    const { name, description } = SYMBOLIC_REASONING;
    assertAtLeast(await quality({ name, description }, SYMBOLIC_REASONING), { precision: 0.85, recall: 0.85 });
  });

  it('has hardly any other papers by the name alone, though not all of these: nothing in the name leads to provers in Lean', async () => {
    const { name } = SYMBOLIC_REASONING;
    assertAtLeast(await quality({ name }, SYMBOLIC_REASONING), { precision: 0.85, recall: 0.65 });
  });

  it('has all papers about symbolic reasoning that were asked for when two provers are given as examples', async () => {
    const { name } = SYMBOLIC_REASONING;
    const examples = (await store.keysOf(['arxiv:2504.21801', 'arxiv:2407.11214'])).filter((key) => key !== undefined);
    assertAtLeast(await quality({ name, examples }, SYMBOLIC_REASONING), { precision: 0.85, recall: 0.85 });
  });
});
