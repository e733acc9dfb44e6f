import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { Tokeniser } from '../../src/embedding/local/tokeniser.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';

const MAX_TOKENS = 256;
const [CLS, SEP] = [2, 3];

const read = (name: string) => JSON.parse(readFileSync(join(BUNDLED_MODEL, name), 'utf8'));
const whole = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
const tokeniser = await Tokeniser.load(BUNDLED_MODEL, MAX_TOKENS);

/** The dull way: the whole text, then cut before the closing token. */
function idsOfWhole(text: string): number[] {
  const { ids } = whole.encode(text.toWellFormed());
  return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), SEP];
}

/** Words of papers, of other scripts, of formulas, and of nothing at all. */
const word = fc.oneof(
  fc.constantFrom('attention', 'KV-cache', 'β-VAE', '$\\mathcal{O}(n\\log n)$', 'Ångström', 'naïve', '注意力', 'ℝ^d', '🎉', '½', "don't"),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
const text = fc
  .array(word, { maxLength: 700 })
  .chain((words) => fc.constantFrom(' ', '  ', '\n', '\u00a0').map((space) => words.join(space)));

describe('the tokeniser', () => {
  it('gives a long text the ids that it has when all of it is read', () => {
    fc.assert(
      fc.property(text, (written) => assert.deepEqual(tokeniser.encode(written), idsOfWhole(written))),
      { numRuns: 300 },
    );
  });

  it('agrees on the papers of the starter corpus, one after the other and all as one', () => {
    const corpus = readFileSync(join(BUNDLED_MODEL, '..', '..', 'data', 'starter.jsonl'), 'utf8');
    const texts = corpus
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { summary: string }).summary);
    for (const summary of texts) assert.deepEqual(tokeniser.encode(summary), idsOfWhole(summary));
    const all = texts.join('\n');
    assert.deepEqual(tokeniser.encode(all), idsOfWhole(all));
  });

  it('opens and closes a cut text as any other', () => {
    const ids = tokeniser.encode('word '.repeat(1_000));
    assert.deepEqual([ids.length, ids[0], ids.at(-1)], [MAX_TOKENS, CLS, SEP]);
  });

  it('reads a megabyte without a space, and one of spaces, within a bound', () => {
    for (const endless of ['x'.repeat(1 << 20), ' '.repeat(1 << 20), '中'.repeat(1 << 20)]) {
      const ids = tokeniser.encode(endless);
      assert.ok(ids.length >= 2 && ids.length <= MAX_TOKENS);
    }
  });
});
