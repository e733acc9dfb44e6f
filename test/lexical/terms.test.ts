import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { termsOf, tokenize } from '../../src/lexical/terms.js';

function words(text: string): string[] {
  return termsOf(text).flatMap(({ kind, text }) => (kind === 'word' ? [text] : []));
}

function pairs(text: string): string[] {
  return termsOf(text).flatMap(({ kind, text }) => (kind === 'pair' ? [text] : []));
}

/** Are these the same terms, however they are written? */
function assertSame(...texts: string[]): void {
  const [first = '', ...others] = texts;
  const ids = termsOf(first).map(({ text }) => text);
  assert.ok(ids.length > 0);
  for (const other of others)
    assert.deepEqual(
      termsOf(other)
        .map(({ text }) => text)
        .sort(),
      ids.toSorted(),
      `${other} is not ${first}`,
    );
}

describe('a term', () => {
  it('is a word without its ending, or a pair of neighbouring words', () => {
    assert.deepEqual(words('Compressing neural networks'), ['compress', 'neural', 'network']);
    assert.deepEqual(pairs('Compressing neural networks'), ['compress neural', 'neural network']);
  });

  it('is one however its compound is written', () => {
    assertSame('KV-cache', 'KV cache', 'kv caches', 'KV‑caches', "kv cache's", 'KV–cache');
    assert.deepEqual(pairs('KV-cache'), ['kv cach']);
  });

  it('may have digits: GPT-4 is a pair, 3D a word, a number alone nothing', () => {
    assert.deepEqual([words('GPT-4'), pairs('GPT-4')], [['gpt'], ['gpt 4']]);
    assert.deepEqual([words('COVID-19'), pairs('COVID-19')], [['covid'], ['covid 19']]);
    assert.deepEqual(words('3D H100s'), ['3d', 'h100s']);
    assert.deepEqual(termsOf('In 2024, 1,024 of 3.14 and ½ ⑴ ② ١٢٣ were 7-8'), []);
  });

  it('is the same in singular and plural, also of acronyms without a vowel before their end', () => {
    assertSame('LLM', 'LLMs', 'llms', "LLM's", 'LLMs’');
    assertSame('GPU', 'GPUs');
    assertSame('PDE', 'PDEs');
    assertSame('VAE', 'VAEs');
    assertSame('RLHF', 'rlhf');
    assertSame('class', 'classes');
    assert.deepEqual(words('virus corpus press chess'), ['virus', 'corpus', 'press', 'chess']);
  });

  it('is a compound though one half of it says nothing by itself', () => {
    assert.deepEqual([words('on-policy'), pairs('on-policy')], [['polici'], ['on polici']]);
    assert.deepEqual([words('U-Net'), pairs('U-Net')], [['net'], ['u net']]);
    assert.deepEqual([words('β-VAE'), pairs('β-VAE')], [['vae'], ['β vae']]);
    assertSame('beta-VAE', 'beta VAE');
    assert.deepEqual(pairs('on policy'), []);
  });

  it('may be the name of a programming language', () => {
    assert.deepEqual(words('C++, C# and F#'), ['c++', 'c#', 'f#']);
  });

  it('is no pair over a full stop, a bracket, or a word that says nothing', () => {
    assert.deepEqual(pairs('graph. Theory (protein) folding of galaxies'), []);
    assert.deepEqual(
      termsOf('O(n log n)').map(({ text }) => text),
      ['log'],
    );
  });

  it('is not what every abstract says', () => {
    assert.deepEqual(termsOf('In this paper we propose a novel method. To the best of our knowledge, it is state-of-the-art.'), []);
    assert.deepEqual(words('the state of the graph'), ['state', 'graph']);
    assert.deepEqual(termsOf("We don't, can't and won't; it's what you've shown"), []);
  });

  it('has no possessive, and keeps the name behind an apostrophe', () => {
    assertSame("Schrödinger's", 'Schrödinger’s', 'SCHRODINGER');
    assert.deepEqual(words("O'Neill and l'Hôpital"), ['neill', 'hopit']);
  });

  it('has no accents and no compatibility forms', () => {
    assertSame('naïve Erdős–Rényi', 'nai\u0308ve Erdo\u030Bs-Re\u0301nyi', 'NAIVE ERDOS RENYI');
    assertSame('efficient', 'eﬃcient', 'ｅｆｆｉｃｉｅｎｔ');
  });

  it('keeps the marks of scripts in which they are letters', () => {
    assert.deepEqual(words('हिन्दी भाषा'), ['हिन्दी', 'भाषा']);
    assert.deepEqual(words('คอมพิวเตอร์'), ['คอมพิวเตอร์']);
    assert.notDeepEqual(words('कि'), words('का'));
  });

  it('is a word of Chinese or Japanese, though no space stands around it', () => {
    assert.deepEqual(words('深度学习模型'), words('深度 学习 模型'));
    assert.deepEqual(words('GPT模型'), ['gpt', '模型']);
    assert.deepEqual(words('模型’s'), ['模型']);
  });

  it('is found in scripts from right to left', () => {
    assert.deepEqual(
      words('تعلم الآلة'),
      ['تعلم', 'الآلة'].map((word) =>
        word
          .normalize('NFKD')
          .replace(/[\u0300-\u036f]/g, '')
          .normalize('NFC'),
      ),
    );
    assert.equal(pairs('למידת מכונה').length, 1);
  });

  it('is shown as it is written where it occurs first, and counted', () => {
    const [word, , pair] = termsOf('Kv-Caches; a KV cache');
    assert.deepEqual(word, { text: 'kv', kind: 'word', surface: 'Kv', count: 2 });
    assert.deepEqual(pair, { text: 'kv cach', kind: 'pair', surface: 'Kv-Caches', count: 2 });
  });
});

describe('the tokens of a text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'KV',
          'cache',
          'the',
          'state-of-the-art',
          "model's",
          '学习',
          '3.5',
          'C++',
          'é',
          '-',
          ' ',
          ' ',
          '. ',
          '’',
          'ﷺ',
          'ไทย',
          '\ud800',
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('lie within it, in order, apart from each other, and are read off it', () => {
    const text = "Schrödinger's KV-caches, 1,000 深度学习";
    assert.deepEqual(
      tokenize(text).map(({ start, end }) => text.slice(start, end)),
      ["Schrödinger's", 'KV', 'caches', '1,000', '深度', '学习'],
    );
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const { start, end, word, stem, isTerm } of tokenize(text)) {
          assert.ok(start >= before && end > start && end <= text.length);
          before = end;
          assert.match(text.slice(start, end), /[\p{L}\p{N}]/u);
          assert.ok(word.isWellFormed() && !/\s/.test(word) && word.length <= 40);
          if (isTerm) assert.ok(stem.length > 0 && /\p{L}/u.test(stem));
        }
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('make up its terms: words are their stems, pairs are two in a row', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenize(text);
        const stems = new Map<string, number>();
        for (const { stem, isTerm } of tokens) if (isTerm) stems.set(stem, (stems.get(stem) ?? 0) + 1);
        const neighbours = new Set(tokens.slice(1).map(({ stem }, i) => `${tokens[i]?.stem} ${stem}`));
        const terms = termsOf(text);
        assert.deepEqual(new Map(terms.flatMap(({ kind, text, count }) => (kind === 'word' ? [[text, count] as const] : []))), stems);
        for (const { kind, text: term, surface } of terms) {
          if (kind === 'pair') assert.ok(neighbours.has(term));
          assert.ok(text.includes(surface));
        }
        assert.equal(new Set(terms.map(({ text }) => text)).size, terms.length);
      }),
      { numRuns: 1_000, seed: 2 },
    );
  });

  it('are found in a text of 100,000 signs, whatever it is made of, in seconds and without gigabytes', () => {
    const begun = performance.now();
    for (const unit of ['a', "a'", '1.', '-', 'é', '学', 'state of ']) tokenize(unit.repeat(100_000 / unit.length));
    assert.ok(performance.now() - begun < 10_000);
  });
});
