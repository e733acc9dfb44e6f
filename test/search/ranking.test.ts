import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Answer } from '../../src/search/answer.js';
import { hubnessPenaltyShare, likenessWeights, questionForm, questionWeights } from '../../src/search/blend.js';
import { diversified } from '../../src/search/diversify.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());

const IDS = INVENTED_PAPERS.map(({ id }) => `arxiv:${id}`);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
/** Cosines of the vectors of all papers: of each those to all. */
const cosines = new Map<string, Map<string, number>>();
for (const id of IDS) {
  const { results } = await engine.similar({ ids: [id], mode: 'dense', k: IDS.length });
  assert.equal(results.length, IDS.length - 1);
  cosines.set(id, new Map([[id, 1], ...results.map(({ paper, parts }): [string, number] => [paper.id, parts.dense])]));
}
const cosine = (a: string, b: string) => cosines.get(a)?.get(b) ?? Number.NaN;
const partsBy = ({ results }: Answer) => new Map(results.map(({ paper, parts }) => [paper.id, parts]));

describe('the weights of the views', () => {
  // What was measured of scores, and is kept, is good for these alone: see BLEND_VERSION.
  it('between papers count words one and a half times', () => {
    assert.deepEqual(likenessWeights('hybrid'), { dense: 1, lexical: 1.5 });
    assert.deepEqual(likenessWeights('dense'), { dense: 1, lexical: 0 });
    assert.deepEqual(likenessWeights('lexical'), { dense: 0, lexical: 1.5 });
  });

  it('of a question grow with the root of what its words can tell', () => {
    assert.deepEqual(
      [0, 10, 40, 160].map((content) => questionWeights('hybrid', content)),
      [0, 1, 2, 4].map((lexical) => ({ dense: 1, lexical })),
    );
    assert.deepEqual(questionWeights('lexical', 160), { dense: 0, lexical: 3 });
    assert.deepEqual(
      ['hybrid', 'dense', 'lexical'].map((mode) => questionForm(mode as 'hybrid').k1),
      [1, 1, 2],
    );
    assert.ok(questionForm('hybrid').idfExponent > questionForm('lexical').idfExponent);
    assert.equal(hubnessPenaltyShare('lexical', 300), 0);
  });
});

describe('what is added to a score', () => {
  it('in words is the weight times what words alone say', async () => {
    const query = { ids: ['2501.00003'], k: IDS.length };
    const [both, words] = [partsBy(await engine.similar(query)), partsBy(await engine.similar({ ...query, mode: 'lexical' }))];
    assert.ok(words.size >= 9);
    for (const [id, parts] of words) assert.ok(Math.abs((both.get(id)?.lexical ?? 0) - parts.lexical) < 1e-6, id);
  });

  it('by feedback is what a paper comes nearer when the target moves half way to the mean of the five best, itself among them', async () => {
    const seed = 'arxiv:2501.00003';
    const { results } = await engine.similar({ ids: [seed], k: IDS.length });
    assert.equal(results.length, IDS.length - 1);
    const before = results
      .map(({ paper, parts }) => ({ id: paper.id, score: parts.dense + parts.lexical }))
      .sort((a, b) => b.score - a.score);
    // The paper that was asked with is the best of all.
    const best = [seed, ...before.slice(0, 4).map(({ id }) => id)];
    const inner = (x: string) => cosine(seed, x) + 0.5 * mean(best.map((one) => cosine(one, x)));
    const length = Math.sqrt(inner(seed) + 0.5 * mean(best.map(inner)));
    for (const { paper, parts } of results) {
      const expected = inner(paper.id) / length - cosine(seed, paper.id);
      assert.ok(Math.abs(parts.feedback - expected) < 1e-3, `${paper.id}: ${parts.feedback}, not ${expected}`);
    }
    assert.ok(results.some(({ parts }) => Math.abs(parts.feedback) > 0.02));
    for (const mode of ['dense', 'lexical'] as const)
      for (const { parts } of (await engine.similar({ ids: [seed], mode })).results) assert.equal(parts.feedback, 0);
  });

  it('by crowding is minus .7 of the mean cosine to the nearest twenty, as far as the question is long', async () => {
    const query =
      'we want to know how a language model that keeps a cache of keys and values can decode very long contexts with much less work';
    const share = hubnessPenaltyShare('hybrid', query.split(' ').length);
    assert.ok(share > 0.5 && share < 1);
    const { results } = await engine.search({ query, k: IDS.length });
    assert.equal(results.length, IDS.length);
    for (const { paper, parts } of results) {
      const nearest = IDS.filter((id) => id !== paper.id)
        .map((id) => cosine(paper.id, id))
        .sort((a, b) => b - a)
        .slice(0, 20);
      const expected = -share * 0.7 * mean(nearest);
      assert.ok(Math.abs(parts.hubnessPenalty - expected) < 2e-3, `${paper.id}: ${parts.hubnessPenalty}, not ${expected}`);
    }
    assert.equal(partsBy(await engine.search({ query, mode: 'dense' })).size, 10);
    for (const mode of ['dense', 'lexical'] as const)
      for (const { parts } of (await engine.search({ query, mode })).results) assert.ok(Math.abs(parts.hubnessPenalty) === 0);
  });

  it('by being named is more than all else, and is there for what is named alone', async () => {
    const { results } = await engine.search({ query: 'A robust approach to robot hands', k: 20 });
    assert.deepEqual(
      results.filter(({ parts }) => parts.named !== 0).map(({ paper }) => paper.id),
      ['arxiv:2503.00002'],
    );
    const [first, ...others] = results;
    assert.equal(first?.paper.id, 'arxiv:2503.00002');
    assert.equal(first?.parts.named, 10);
    assert.ok(others.every(({ score }) => score < 10) && others.length === 19);
  });
});

describe('the order of papers unlike each other', () => {
  it('is by how alike they are in both views, words counting one and a half times', async () => {
    const query = { ids: ['2501.00003'], k: IDS.length };
    const { results } = await engine.similar(query);
    const found = results.map(({ paper }) => paper.id);
    const likeness = new Float32Array(found.length ** 2);
    for (const [row, id] of found.entries()) {
      const words = partsBy(await engine.similar({ ids: [id], mode: 'lexical', k: IDS.length }));
      for (const [column, other] of found.entries())
        likeness[row * found.length + column] = cosine(id, other) + (row === column ? 1.5 : (words.get(other)?.lexical ?? 0));
    }
    const scores = results.map(({ score }) => score);
    const varied = (await engine.similar({ ...query, k: 12, diversity: 0.4 })).results.map(({ paper }) => paper.id);
    const expected = diversified(scores, likeness, 0.4, found.length).map((i) => found[i]);
    assert.deepEqual(varied, expected.slice(0, 12));
    assert.notDeepEqual(varied, found.slice(0, 12));
  });
});
