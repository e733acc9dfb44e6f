import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normalise, withoutMarkRuns } from '../../src/paper/normalise.js';

const CARON = '\u030C';

describe('normalising a text', () => {
  it('does what Unicode says, in each form', () => {
    for (const form of ['NFC', 'NFKC', 'NFKD'] as const) assert.equal(normalise('e\u0301 ﬁ Å', form), 'e\u0301 ﬁ Å'.normalize(form));
  });

  it('keeps thirty marks on a letter, and drops those beyond', () => {
    const thirty = CARON.repeat(30);
    assert.equal(withoutMarkRuns(`a${thirty} b`), `a${thirty} b`);
    assert.equal(withoutMarkRuns(`a${thirty}${CARON} b`), `a${thirty} b`);
    assert.equal(withoutMarkRuns(`a${CARON.repeat(500)} b${CARON}`), `a${thirty} b${CARON}`);
    assert.equal(normalise(`x${CARON.repeat(31)}`, 'NFC'), `x${thirty}`);
  });

  it('leaves many letters with few marks each as they are', () => {
    const text = `ж${CARON}`.repeat(100);
    assert.equal(withoutMarkRuns(text), text);
  });
});
