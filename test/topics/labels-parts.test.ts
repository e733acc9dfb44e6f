import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { termId } from '../../src/lexical/term-id.js';
import { tokenize } from '../../src/lexical/terms.js';
import { AcronymReader } from '../../src/topics/labels/acronyms.js';
import { chooseHeadings } from '../../src/topics/labels/choose.js';
import { distinctLabels } from '../../src/topics/labels/distinct.js';
import { isModifier } from '../../src/topics/labels/headings.js';
import { readPhrases } from '../../src/topics/labels/phrases.js';
import { chooseRepresentatives } from '../../src/topics/labels/representatives.js';
import { sharedBy } from '../../src/topics/labels/shares.js';
import { Spelling } from '../../src/topics/labels/spelling.js';

function acronymsOf(text: string) {
  const reader = new AcronymReader();
  reader.read(text, tokenize(text));
  return Object.fromEntries(reader.all());
}

describe('an acronym', () => {
  it('stands for the words before its bracket that it is made of', () => {
    assert.deepEqual(acronymsOf('the fast key-value (KV) cache'), { kv: ['key', 'valu'] });
    assert.deepEqual(acronymsOf('reinforcement learning from human feedback (RLHF)'), { rlhf: ['reinforc', 'learn', 'human', 'feedback'] });
    assert.deepEqual(acronymsOf('we use low-rank adaptation (LoRA)'), { lora: ['low', 'rank', 'adapt'] });
    assert.deepEqual(acronymsOf('with large language models (LLMs) and 3D Gaussian Splatting (3DGS)'), {
      llm: ['larg', 'languag', 'model'],
      '3dgs': ['3d', 'gaussian', 'splat'],
    });
  });

  it('is nothing where the words before do not begin with its letters', () => {
    assert.deepEqual(acronymsOf('our models (GPT) and a city (Rome) in (2020)'), {});
  });
});

describe('the spelling of a phrase', () => {
  const spelling = new Spelling();
  const text = 'We use Bayesian and mRNA data. Learning by a KV cache, deep Learning, deep learning and the Merging of cells.';
  spelling.read(text, tokenize(text));

  it('has capitals where papers mostly write them within sentences', () => {
    assert.equal(spelling.spell(new Map([['bayesian learning', 2]])), 'Bayesian learning');
    assert.equal(spelling.spell(new Map([['mrna', 1]])), 'mRNA');
    assert.equal(
      spelling.spell(
        new Map([
          ['kv-cache', 1],
          ['kv cache', 3],
        ]),
      ),
      'KV cache',
    );
  });

  it('has none that are a habit of a few papers', () => {
    const elsewhere = new Spelling();
    elsewhere.add(spelling);
    const others = 'a merging of a merging and merging of mrna';
    elsewhere.read(others, tokenize(others));
    assert.equal(spelling.spell(new Map([['merging', 1]]), elsewhere), 'merging');
    assert.equal(spelling.spell(new Map([['mrna', 1]]), elsewhere), 'mRNA');
  });
});

describe('what a topic may be called', () => {
  const headingsOf = (weights: Record<string, number>, ...abstracts: string[]) => {
    const ids = new Map(Object.entries(weights).map(([text, weight]) => [termId(text, text.includes(' ') ? 'pair' : 'word'), weight]));
    const spelling = new Spelling();
    const texts = abstracts.map((abstract) => ({ title: '', abstract }));
    return chooseHeadings(readPhrases(texts, ids, spelling), spelling, 5).map(({ written }) => written);
  };

  it('is a whole phrase where its papers mostly write that', () => {
    const weights = { 'graph neural': 2, 'neural network': 1, graph: 1 };
    assert.deepEqual(headingsOf(weights, 'on graph neural networks', 'of graph neural networks', 'a graph'), ['graph neural networks']);
  });

  it('is never the end of a compound', () => {
    const weights = { 'llm as': 1, 'a judg': 1 };
    assert.deepEqual(headingsOf(weights, 'the LLM-as-a-judge is', 'an LLM-as-a-judge has'), ['LLM-as-a-judge']);
  });

  it('is an acronym where a phrase is only a part of what that stands for', () => {
    const weights = { 'simultan local': 2, slam: 1 };
    assert.deepEqual(headingsOf(weights, 'for simultaneous localization and mapping (SLAM)', 'the SLAM of cars'), ['SLAM']);
  });

  it('says no word again in another inflection, in the negative or spelt out', () => {
    const weights = { explan: 5, explain: 4, label: 3, unlabel: 2, 'key valu': 1.5, kv: 1 };
    const text = 'in explanations explain the labels of unlabelled key-value (KV) things';
    assert.deepEqual(headingsOf(weights, text, text), ['explanations', 'labels', 'key-value']);
  });
});

describe('what waits for a noun', () => {
  it('is an adjective or a compound before one, and no name', () => {
    for (const written of ['legal', 'low-bit', 'multi-turn', 'open-vocabulary semantic']) assert.ok(isModifier(written), written);
    for (const written of ['retrieval', 'nnU-Net', 'k-means', 'legal reasoning', 'KV cache', 'traffic'])
      assert.ok(!isModifier(written), written);
  });
});

describe('what topics share', () => {
  it('is the mean where all have it alike, and a quarter of it where one of four has it alone', () => {
    const [one, none] = [new Map([[7, 0.4]]), new Map<number, number>()];
    assert.equal(sharedBy([one, one, one, one]).get(7)?.toFixed(9), '0.400000000');
    assert.equal(sharedBy([one, none, none, none]).get(7)?.toFixed(9), '0.025000000');
  });
});

describe('labels of many topics', () => {
  const candidate = fc.record({
    text: fc.constantFrom(...'abcdefgh'),
    score: fc.integer({ min: 1, max: 100 }),
    written: fc.constantFrom('a word', 'word'),
  });
  const topic = fc
    .uniqueArray(candidate, { selector: ({ text }) => text, maxLength: 8 })
    .map((all) => all.sort((a, b) => b.score - a.score));

  it('are of up to three of their own terms, and different wherever there is a term to tell them by', () => {
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 12 }), (topics) => {
        const labels = distinctLabels(topics, [[...topics.keys()]]);
        labels.forEach((label, i) => {
          assert.ok(label.length <= 3 && label.every((term) => topics[i]?.includes(term)));
          assert.equal(label.length > 0, (topics[i]?.length ?? 0) > 0);
        });
        const identities = labels.map((label) =>
          label
            .map(({ text }) => text)
            .sort()
            .join(),
        );
        for (const identity of new Set(identities)) {
          // Who has another label of three terms at hand takes it, but for the one that was there first.
          const alike = topics.filter((_, i) => identities[i] === identity && identity !== '');
          assert.ok(alike.filter(({ length }) => length >= 3 + topics.length).length <= 1);
        }
      }),
    );
  });

  it('begin differently among siblings: the one that it fits better keeps a word', () => {
    const named = (text: string, score: number) => ({ text, score, written: `the ${text}` });
    const labels = distinctLabels(
      [
        [named('cache', 5), named('eviction', 4)],
        [named('cache', 9), named('serving', 2)],
      ],
      [[0, 1]],
    );
    assert.deepEqual(
      labels.map((label) => label.map(({ text }) => text)),
      [['eviction', 'cache'], ['cache']],
    );
  });
});

describe('the papers that stand for a topic', () => {
  /** Of papers 0 to 5, of which 0 and 1 are versions of one text, and 2 is like 3. */
  const alike = (i: number, j: number) => (i === j ? 1 : i + j === 1 ? 0.99 : i + j === 5 && i * j === 6 ? 0.9 : 0.3);
  const likeness = Float32Array.from({ length: 36 }, (_, at) => alike(Math.floor(at / 6), at % 6));
  const keys = [10, 11, 12, 13, 14, 15];

  it('are the most typical that are unlike each other', () => {
    assert.deepEqual(chooseRepresentatives(keys, likeness, 3), [10, 12, 14]);
  });

  it('are fewer rather than versions of one text', () => {
    assert.deepEqual(chooseRepresentatives(keys, likeness, 6), [10, 12, 13, 14, 15]);
    assert.deepEqual(chooseRepresentatives([10, 11], new Float32Array([1, 0.99, 0.99, 1]), 2), [10]);
    assert.deepEqual(chooseRepresentatives([], new Float32Array(0), 3), []);
  });
});
