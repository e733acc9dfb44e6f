import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DECIMAL } from '../../src/cli/options/options.js';
import { percent } from '../../src/drawing/chart-text.js';
import { csv } from '../../src/formats/parsers/csv.js';
import { csvRows } from '../../src/formats/parsers/csv-rows.js';
import { hasPageHead } from '../../src/formats/parsers/page-head.js';
import { tokenize } from '../../src/lexical/terms.js';
import { definitionsIn, isAcronym } from '../../src/named-topics/acronyms.js';
import { bareId } from '../../src/paper/bare-id.js';
import { latexToUnicode } from '../../src/paper/latex.js';
import { paperOf } from '../../src/paper/merge.js';
import { normalise } from '../../src/paper/normalise.js';
import { conditionsOf } from '../../src/search/conditions.js';
import { allOf, inChunks, readAll } from '../formats/bytes.js';
import { rowsByReadingAgain } from './rows-by-reading-again.js';

/** Text of these pieces, so that what a pattern looks for comes up often. */
function textOf(...pieces: string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((some) => some.join(''));
}

function alike<T>(inputs: fc.Arbitrary<string>, now: (text: string) => T, before: (text: string) => T): void {
  fc.assert(
    fc.property(inputs, (text) => assert.deepEqual(now(text), before(text), JSON.stringify(text))),
    { numRuns: 2_000 },
  );
}

/** What was a pattern that took the square gives what that pattern gave, on short texts. */
describe('what is read in linear time says the same as the pattern did', () => {
  it('of what stands around an id', () => {
    const before = (text: string) =>
      text
        .trim()
        .replace(/[?#].*$/, '')
        .replace(/\.pdf$/i, '')
        .replace(/[).,;\s]+$/, '');
    alike(textOf('10.1145/', 'a', '?', '#', ')', '.', ',', ';', ' ', '.pdf', '.PDF', '('), bareId, before);
  });

  it('of a switch in LaTeX', () => {
    const switches = /\{\\(?:em|it|bf|tt|sc|sf|rm|sl|itshape|bfseries|ttfamily|scshape|small|large)\s+([^{}\\$]*)\}/g;
    const before = (text: string) => text.replace(switches, '$1');
    // Plain letters and braces: nothing else in them is LaTeX.
    alike(textOf('{\\em', '{\\bf', ' ', '  ', '\n', 'ab', '}', '{'), latexToUnicode, before);
  });

  it('of the head of a page, but for how much white space stands within', () => {
    const before = (text: string) => /^\s*Daily Papers\s*$[\s\S]{0,200}^\s*by\s?AK and the research community/m.test(text);
    const long = 'x'.repeat(90);
    alike(
      textOf('Daily Papers', '\n', ' ', 'by AK and the research community', 'by\nAK and the research community', 'byAK', long),
      hasPageHead,
      before,
    );
  });

  it('of a decimal number', () => {
    alike(
      textOf('0', '1', '.', '-', 'e', ' '),
      (text) => DECIMAL.test(text),
      (text) => /^\d*\.?\d+$/.test(text),
    );
  });

  it('of a percentage', () => {
    const before = (share: number) => {
      const digits = share >= 0.1 || share === 0 ? 0 : share >= 0.01 ? 1 : share >= 0.001 ? 2 : 3;
      const written = (100 * share).toFixed(digits);
      return `${written.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}%`;
    };
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => assert.equal(percent(share), before(share))));
  });

  it('of Unicode forms, with as many marks as any script has', () => {
    const mark = fc.constantFrom('\u0301', '\u0323', '\u05b0', '\u0e38', '\u{1d165}');
    const letter = fc.tuple(fc.constantFrom('a', 'é', '中', 'ﷺ', '\ud800', '가'), fc.array(mark, { maxLength: 15 }));
    const texts = fc.array(letter).map((letters) => letters.map(([base, marks]) => base + marks.join('')).join(''));
    for (const form of ['NFC', 'NFKC', 'NFKD'] as const)
      alike(
        texts,
        (text) => normalise(text, form),
        (text) => text.normalize(form),
      );
  });

  it('of rows of CSV over several lines', async () => {
    const texts = fc
      .array(fc.constantFrom('a', '"', '""', ',', '\n', ' ', '"\n', ',"', '",'), { maxLength: 30 })
      .map((some) => some.join(''));
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(6, 12, 1_000), async (text, limit) => {
        const now = await allOf(csvRows(inChunks(text), () => ',', limit));
        assert.deepEqual(now, await rowsByReadingAgain(text, ',', limit), JSON.stringify(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of definitions of short forms', () => {
    const texts = textOf(
      'key',
      ' ',
      'value',
      'Value',
      'of the',
      '(KV)',
      '(KVs)',
      '(',
      ')',
      ' (KOV) ',
      '-',
      '. ',
      '注意力',
      '(AB)',
      'in order to',
    );
    alike(texts, definitionsIn, definitionsByReadingAgain);
  });

  it('of phrases in a text', async () => {
    const words = textOf('a', 'b', 'c', ' ', ' ', '-', '. ');
    await fc.assert(
      fc.asyncProperty(words, words, fc.boolean(), async (abstract, sought, prefix) => {
        const clause = { kind: prefix ? 'prefix' : 'phrase', text: `${sought} b` } as const;
        const { matches } = await conditionsOf({ text: '', required: [[clause, clause]], excluded: [] }, { wordsFrom: async () => [] });
        if (matches === undefined) return;
        const texts = ['title', abstract].map(tokenize);
        const expected = texts.some((text) => containsAnywhere(text, tokenize(clause.text), prefix));
        assert.equal(matches(paperOf({ ids: ['doi:10.1/x'], title: 'title', abstract })), expected, JSON.stringify([abstract, clause]));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is too much is refused, and the rest is read', () => {
  it('a CSV file of quotes that are never closed names each line', async () => {
    const items = await readAll(csv, `title,abstract\n${'x","\n'.repeat(3)}a,b\n`);
    assert.deepEqual(
      items.map((item) => ('problem' in item ? item.line : item.record)),
      [2, 3, 4, { title: 'a', abstract: 'b' }],
    );
  });
});

type Tokens = ReturnType<typeof tokenize>;

function containsAnywhere(text: Tokens, sought: Tokens, prefix: boolean): boolean {
  return text.some((_, start) =>
    sought.every((wanted, i) => {
      const token = text[start + i];
      const alike = prefix && i === sought.length - 1 ? token?.word.startsWith(wanted.word) : token?.stem === wanted.stem;
      return token !== undefined && (i === 0 || token.gap !== 'other') && alike;
    }),
  );
}

/** The words before each bracket anew. */
function definitionsByReadingAgain(text: string): { short: string; long: string }[] {
  return [...text.matchAll(/\(\s*([A-Za-z][\p{L}\p{N}-]{1,9}?)s?\s*[),;]/gu)].flatMap((match) => {
    const [short, before] = [match[1] ?? '', text.slice(0, match.index)];
    if (!isAcronym(short)) return [];
    const letters = [...short.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')];
    const tokens = tokenize(before).slice(-10);
    let at = tokens.length - 1;
    for (let letter = letters.length - 1; letter >= 0; letter--, at--) {
      while (at >= 0 && tokens[at]?.word[0] !== letters[letter] && tokens[at]?.isTerm === false && letter < letters.length - 1) at--;
      if (at < 0 || tokens[at]?.word[0] !== letters[letter]) return [];
    }
    const [first, last] = [tokens[at + 1], tokens.at(-1)];
    return first && last && letters.length > 1 ? [{ short, long: before.slice(first.start, last.end) }] : [];
  });
}
