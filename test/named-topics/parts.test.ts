import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { definitionsIn, otherForms } from '../../src/named-topics/acronyms.js';
import { thresholdCurve } from '../../src/named-topics/threshold.js';
import { seededRandom } from '../../src/numeric/random.js';

describe('definitions of short forms', () => {
  it('are brackets behind the words whose initials they have', () => {
    const text = 'The key-value (KV) cache, reinforcement learning from human feedback (RLHF), and diffusion language models (DLMs).';
    assert.deepEqual(definitionsIn(text), [
      { short: 'KV', long: 'key-value' },
      { short: 'RLHF', long: 'reinforcement learning from human feedback' },
      { short: 'DLM', long: 'diffusion language models' },
    ]);
  });

  it('are no other brackets', () => {
    assert.deepEqual(definitionsIn('A method (see below) of 2020 (NeurIPS), and caches (CPU).'), []);
  });

  it('are never a failure, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(definitionsIn(`${text} (AB) ${text} (A${text}B)`))));
  });

  it('give other forms of a name when two papers define them alike', () => {
    const long = { short: 'KV', long: 'key-value' };
    assert.deepEqual(otherForms('KV cache', [long, long, { short: 'KV', long: 'kernel vector' }], 2), ['key value cache']);
    const rlhf = { short: 'RLHF', long: 'reinforcement learning from human feedback' };
    assert.deepEqual(otherForms('reinforcement learning from human feedback', [rlhf, rlhf], 2), ['rlhf']);
    assert.deepEqual(otherForms('KV cache', [long], 2), []);
  });
});

describe('a threshold', () => {
  /** Members about a score, half of them with the phrase, among many others without. */
  const corpus = (members: number, score: number) => {
    const random = seededRandom(7);
    const normal = () => Array.from({ length: 12 }, random).reduce((sum, x) => sum + x, -6);
    const scores = [
      ...Array.from({ length: members }, () => score + 0.1 * normal()),
      ...Array.from({ length: 5_000 }, () => 0.12 * normal()),
    ];
    return { scores, has: (i: number) => i < members && i % 2 === 0 };
  };

  it('lies between members and others', () => {
    const { scores, has } = corpus(400, 1);
    const { middle, share } = thresholdCurve(scores, has);
    assert.ok(middle > 0.4 && middle < 0.85, String(middle));
    assert.equal(share, 0.5);
  });

  it('follows the members', () => {
    const [low, high] = [0.7, 1.2].map((score) => {
      const { scores, has } = corpus(400, score);
      return thresholdCurve(scores, has).middle;
    }) as [number, number];
    assert.ok(low < high, `${low} ${high}`);
  });

  it('is in the middle where no paper has the phrase', () => {
    const { scores } = corpus(20, 1);
    assert.ok(Math.abs(thresholdCurve(scores, () => false).middle - 0.5) < 0.05);
  });
});
