import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agreementOf } from '../../bench/topics/agreement.js';
import { npmi, rowsByWord } from '../../bench/topics/coherence.js';

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

describe('the coherence of a topic', () => {
  /** "cache" is in 2 of 4 documents, "memory" in 2, both in 1; "cell" in 1, never with "cache". */
  const documents = [['cache', 'memory'], ['cache'], ['memory', 'cell'], ['other', 'other']];
  const rows = rowsByWord(documents);
  const of = (...words: string[]) => npmi(words, (word) => rows.get(word), documents.length);

  it('is the mean NPMI of its pairs of words, as worked by hand', () => {
    // ln((1/4) / (2/4 · 2/4)) = 0
    near(of('cache', 'memory'), 0);
    // ln((1/4) / (2/4 · 1/4)) / -ln(1/4) = ln 2 / ln 4
    near(of('memory', 'cell'), 0.5);
    // Never together: ln(1e-12 / (2/4 · 1/4)) / -ln(1e-12) = -1 + ln 8 / ln 1e12
    near(of('cache', 'cell'), -1 + Math.log(8) / Math.log(1e12));
    near(of('cache', 'memory', 'cell'), (0 + 0.5 - 1 + Math.log(8) / Math.log(1e12)) / 3);
    // Only together.
    near(
      npmi(['a', 'b'], (word) => rowsByWord([['a', 'b'], ['c']]).get(word), 2),
      1,
    );
  });

  it('counts nothing for a word that no document has, or two that all have', () => {
    assert.equal(of('cache', 'nowhere'), 0);
    assert.equal(
      npmi(['a', 'b'], () => new Set([0, 1]), 2),
      0,
    );
    assert.ok(Number.isNaN(of('cache')));
  });
});

describe('the agreement of groups with headings', () => {
  it('is whole where they are the same under other names', () => {
    const { nmi, purity } = agreementOf([5, 5, 2, 2], [['a'], ['a'], ['b'], ['b']]);
    near(nmi, 1);
    near(purity, 1);
  });

  it('is nothing where they are independent', () => {
    const { nmi, purity } = agreementOf([0, 1, 0, 1], [['a'], ['a'], ['b'], ['b']]);
    near(nmi, 0);
    near(purity, 0.5);
  });

  it('shares a paper out among its headings, and leaves out who has none', () => {
    // Group 0: a 1.5, b .5; group 1: b 1. So purity is 2.5 of 3.
    const { nmi, purity } = agreementOf([0, 0, 1, 1], [['a'], ['a', 'b'], ['b'], []]);
    near(purity, 2.5 / 3);
    const mutual =
      (1.5 / 3) * Math.log((1.5 * 3) / (2 * 1.5)) + (0.5 / 3) * Math.log((0.5 * 3) / (2 * 1.5)) + (1 / 3) * Math.log((1 * 3) / (1 * 1.5));
    const entropies = -((2 / 3) * Math.log(2 / 3) + (1 / 3) * Math.log(1 / 3)) + Math.log(2);
    near(nmi, (2 * mutual) / entropies);
  });
});
