import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { hubnessPenaltyShare, questionWeights } from '../../src/search/blend.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());

const SHORT = 'a robot hand that grasps';
const LONG = `${SHORT} everyday things from camera images and needs less work than the best earlier one in experiments with many demonstrations`;

describe('how a question is blended', () => {
  it('is for the question to decide: the more it says, the more its words count beside meaning', () => {
    const [little, much] = [questionWeights('hybrid', 10), questionWeights('hybrid', 100)];
    assert.ok(much.lexical > 3 * little.lexical);
    assert.equal(much.dense, little.dense);
    assert.deepEqual(questionWeights('dense', 100), { dense: 1, lexical: 0 });
    assert.equal(questionWeights('lexical', 100).dense, 0);
  });

  it('takes from papers that are near to all others where the question is long, and more the longer it is', async () => {
    assert.deepEqual(
      [5, 15, 20, 30, 300].map((lexical) => hubnessPenaltyShare('hybrid', lexical)),
      [0, 0, 1 / 3, 1, 1],
    );
    assert.equal(hubnessPenaltyShare('dense', 300), 0);
    const hubnessPenalty = async (query: string) =>
      (await engine.search({ query, k: 30 })).results.map(({ parts }) => parts.hubnessPenalty);
    assert.ok((await hubnessPenalty(SHORT)).every((part) => part === 0));
    const parts = await hubnessPenalty(LONG);
    assert.ok(parts.every((part) => part < 0 && part > -0.7));
    // Papers of one subject are near to each other, so all stand in a crowd, some deeper than others.
    assert.ok(new Set(parts).size > 5);
  });

  it('knows nothing of words that no paper has', async () => {
    const [known, strange] = [await engine.search({ query: SHORT }), await engine.search({ query: `${SHORT} 3-xqzzt7 qq7qx9` })];
    assert.deepEqual(
      strange.results.map(({ parts }) => parts.lexical),
      strange.results.map(({ paper }) => known.results.find((one) => one.paper.id === paper.id)?.parts.lexical),
    );
  });
});
