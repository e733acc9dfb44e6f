import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Clause } from '../../src/search/clause.js';
import { parseQuestion } from '../../src/search/syntax.js';
import {
  author,
  category,
  errorOf,
  looksBare,
  phrase,
  positionIn,
  prefix,
  printed,
  question,
  venue,
  word,
  year,
} from '../support/questions.js';

describe('a question that is plain text', () => {
  const plain = [
    'how do language models reason',
    'O(n log n) sorting (fast)',
    'beta-VAE and the KV-cache of GPT-4 in 3D',
    'C++ or C#',
    'A* search, D* lite and R*',
    '* a**b x*y **bold** f(x)* 10* T5*',
    '10.1145/3292500.3330701',
    'https://arxiv.org/abs/2401.01234 http://x.y/?q="a"',
    'arxiv:2401.01234 doi:10.1000/xyz',
    'Attention: a survey',
    'GEAR: An Efficient KV Cache Compression Recipe',
    'Year: a study; Author: nobody; years: many; near: far',
    'GEAR:x Venues:x',
    "e-mail don't l'Hôpital ‘single’ 'quotes'",
    'a - b – c — d -- e --- f',
    'f: X -> Y <- Z --> W, Trp53 -/- mice (-/-) and -—',
    'train.py --lr 0.1',
    'a 3.5" disk and a 5\' 10" person',
    'the a"b" c"',
    'and or Or oR AND NOT ORs (OR)',
    'hep-th node.JS physics.org e.g. cs.cl xcs.CL cs.CLX (cs.CL)',
    '−5 degrees',
    '深度学习 と 日本語 глубокое обучение تعلم عميق गहन शिक्षण',
    '学* я*',
    '🎉 ?!',
    ':x x: :',
  ];
  for (const text of plain) {
    it(`comes back as it was: ${text}`, () => assert.deepEqual(parseQuestion(text), { text, required: [], excluded: [] }));
  }

  it('has its white space collapsed', () => {
    assert.deepEqual(parseQuestion('  deep\t\n learning\u00A0 now\u3000'), { text: 'deep learning now', required: [], excluded: [] });
    assert.deepEqual(parseQuestion(' \n'), { text: '', required: [], excluded: [] });
  });

  it('comes back as it was, whatever its words', () => {
    const plainWord = fc
      .stringMatching(/^[\p{L}\p{N}([][\p{L}\p{N}.,;!?()'’+=/#-]{0,8}$/u)
      .filter((text) => text !== 'OR' && !looksBare(text));
    fc.assert(
      fc.property(fc.array(plainWord), (words) => {
        assert.deepEqual(parseQuestion(words.join(' ')), { text: words.join(' '), required: [], excluded: [] });
      }),
    );
  });
});

describe('an operator', () => {
  const table: [query: string, text: string, required: Clause[][], excluded?: Clause[]][] = [
    ['deep "neural nets" now', 'deep neural nets now', [[phrase('neural nets')]]],
    [
      '“smart quotes” „German ones“ ＂full-width＂',
      'smart quotes German ones full-width',
      [[phrase('smart quotes')], [phrase('German ones')], [phrase('full-width')]],
    ],
    ['"  white \n space "', 'white space', [[phrase('white space')]]],
    ['"C++ -x OR y*"', 'C++ -x OR y*', [[phrase('C++ -x OR y*')]]],
    ['so-called ("deep learning"), "BERT"-based', 'so-called deep learning BERT based', [[phrase('deep learning')], [phrase('BERT')]]],
    ['"a""b"', 'a b', [[phrase('a')], [phrase('b')]]],
    ['transform* nets', 'nets', [[prefix('transform')]]],
    ['GPT* self-sup* 学习* गहन*', '', [[prefix('GPT')], [prefix('self-sup')], [prefix('学习')], [prefix('गहन')]]],
    ['author:LeCun author:"Yann LeCun" author:“Y. LeCun”', '', [[author('LeCun')], [author('Yann LeCun')], [author('Y. LeCun')]]],
    ['Author:LeCun YEAR:2024', '', [[author('LeCun')], [year(2024, 2024)]]],
    ["author:O'Brien-Ng author:-x author:OR", '', [[author("O'Brien-Ng")], [author('-x')], [author('OR')]]],
    ['venue:NeurIPS venue:"Nature: Physics"', '', [[venue('NeurIPS')], [venue('Nature: Physics')]]],
    ['category:cs.CL category:cs.* category:hep-th', '', [[category('cs.CL')], [category('cs.*')], [category('hep-th')]]],
    ['category:"Computer Vision" category:I.2.7 category:cs', '', [[category('Computer Vision')], [category('I.2.7')], [category('cs')]]],
    [
      'cs.CL math.AG q-bio.* cond-mat.mes-hall',
      '',
      [[category('cs.CL')], [category('math.AG')], [category('q-bio.*')], [category('cond-mat.mes-hall')]],
    ],
    [
      'physics.comp-ph physics.optics astro-ph.GA',
      '',
      [[category('physics.comp-ph')], [category('physics.optics')], [category('astro-ph.GA')]],
    ],
    ['year:2024 year:2024..2025', '', [[year(2024, 2024)], [year(2024, 2025)]]],
    ['year:2024.. year:..2020 year:2024..2024', '', [[year(2024)], [year(undefined, 2020)], [year(2024, 2024)]]],
    ['nets -survey -"a phrase" -pre*', 'nets', [], [word('survey'), phrase('a phrase'), prefix('pre')]],
    ['-author:x -cs.* -year:..2020 -(“a phrase”)', '', [], [author('x'), category('cs.*'), year(undefined, 2020), phrase('a phrase')]],
    ['-5 -A* -https://x.y -OR', '', [], [word('5'), word('A*'), word('https://x.y'), word('OR')]],
    ['x a OR b y', 'x a b y', [[word('a'), word('b')]]],
    [
      'a OR b OR c d OR e',
      'a b c d e',
      [
        [word('a'), word('b'), word('c')],
        [word('d'), word('e')],
      ],
    ],
    ['"a b" OR pre* OR author:x OR cs.CL OR c', 'a b c', [[phrase('a b'), prefix('pre'), author('x'), category('cs.CL'), word('c')]]],
    ['("a b" OR "c d") e', 'a b c d e', [[phrase('a b'), phrase('c d')]]],
    ['a OR b -c year:2024', 'a b', [[word('a'), word('b')], [year(2024, 2024)]], [word('c')]],
  ];
  for (const [query, text, required, excluded = []] of table) {
    it(`is understood: ${query}`, () => assert.deepEqual(parseQuestion(query), { text, required, excluded }));
  }

  it('is printed and read again as the same question', () => {
    fc.assert(fc.property(question, (parsed) => assert.deepEqual(parseQuestion(printed(parsed)), parsed)));
  });
});

describe('a slip in a question', () => {
  const table: [query: string, position: number, problem: RegExp, remedy: RegExp][] = [
    ['deep "neural nets', 6, /quotation mark is never closed/, /Close it with ", or leave it out/],
    ['“open', 1, /never closed/, /Close it/],
    ['a " b', 3, /never closed/, /Close it/],
    ['-author:"Yann', 9, /never closed/, /Close it/],
    ['"a" "b', 5, /never closed/, /Close it/],
    ['a ""', 3, /no letter or digit between/, /Put words/],
    ['-" ?! "', 2, /no letter or digit between/, /Put words/],
    ['author:""', 8, /no letter or digit between/, /Put words/],
    ['OR a', 1, /OR needs something/, /write "or"/],
    ['a OR', 3, /OR needs something/, /write "or"/],
    ['a OR OR b', 6, /OR needs something/, /write "or"/],
    ['OR', 1, /OR needs something/, /write "or"/],
    ['-a OR b', 1, /excluded cannot be one side/, /minus or the OR/],
    ['a OR -b', 6, /excluded cannot be one side/, /minus or the OR/],
    ['a OR b OR -c', 11, /excluded cannot be one side/, /minus or the OR/],
    ['a OR - b', 6, /no letter or digit/, /both sides/],
    ['author:', 1, /author: has no value/, /author:"Yann LeCun"/],
    ['x -venue: NeurIPS', 4, /venue: has no value/, /venue:NeurIPS/],
    ['category:?', 1, /category: has no value/, /category:cs\.CL/],
    ['x year:soon', 8, /"soon" is no year/, /year:2024\.\.2025/],
    ['year:99', 6, /"99" is no year/, /year:2024/],
    ['year:20242025', 6, /is no year/, /year:2024/],
    ['year:2024-2025', 6, /is no year/, /year:2024\.\.2025/],
    ['year:2025..2024', 6, /ends before it begins/, /year:2024\.\.2025/],
    ['category:cs.C*', 10, /"cs\.C\*" is no category/, /category:cs\.\*/],
    ['category:cs.CL,cs.LG', 10, /is no category/, /category:cs\.\*/],
    ['category:cs.', 10, /is no category/, /category:cs\.\*/],
    ['category:*.CL', 10, /is no category/, /category:cs\.\*/],
    ['a -?', 3, /no letter or digit behind the minus/, /-survey/],
    ['autor:x', 1, /Did you mean author:\?/, /author:/],
    ['-authors:x', 2, /Did you mean author:\?/, /author:/],
    ['auhtor:x', 1, /Did you mean author:\?/, /author:/],
    ['categor:x', 1, /Did you mean category:\?/, /category:/],
    ['venu:x', 1, /Did you mean venue:\?/, /venue:/],
    ['yeer:2024', 1, /Did you mean year:\?/, /year:/],
    ['a (author:x OR author:y)', 3, /brackets do not group/, /Leave them out/],
    [`${'-a '.repeat(64)}"b"`, 193, /more than 64 conditions/, /fewer/],
    [`a${' OR a'.repeat(64)}`, 321, /more than 64 conditions/, /fewer/],
    ['🎉𝒳 "a', 4, /never closed/, /Close it/],
  ];
  for (const [query, position, problem, remedy] of table) {
    it(`is pointed at: ${query.length > 40 ? `${query.slice(0, 40)}…` : query}`, () => {
      const error = errorOf(query);
      assert.ok(error, 'no error');
      assert.equal(positionIn(error), position);
      assert.match(error.message, problem);
      assert.match(error.remedy, remedy);
    });
  }

  it('is shown with a caret under it', () => {
    assert.equal(
      errorOf('deep "neural nets')?.message,
      'query: character 6: the quotation mark is never closed.\n  deep "neural nets\n       ^',
    );
    assert.equal(errorOf('a\n"b\tc')?.message, 'query: character 3: the quotation mark is never closed.\n  a "b c\n    ^');
  });

  it('has its caret in the right column behind wide characters and combining marks', () => {
    assert.match(errorOf('学习 "x')?.message ?? '', /\n {2}学习 "x\n {2}\u3000\u3000 \^$/);
    assert.match(errorOf('e\u0301 "x')?.message ?? '', /\n {2}e\u0301 "x\n {4}\^$/);
  });

  it('is shown with its surroundings in a long question', () => {
    const [, line = '', caret = ''] = errorOf(`${'word '.repeat(2_000)}"${' word'.repeat(2_000)}`)?.message.split('\n') ?? [];
    assert.match(line, /^ {2}….{32}".{31}…$/);
    assert.equal(caret.indexOf('^'), line.indexOf('"'));
  });
});

describe('any text', () => {
  const pieces = [
    '"',
    '“',
    '-',
    '*',
    'OR',
    ' ',
    ' ',
    'a',
    'bc',
    '1',
    ':',
    'author:',
    'yaer:',
    'year:',
    '..',
    '2024',
    'category:',
    'cs.',
    '(',
    '𝒳',
    '\uD800',
    '\n',
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
  );

  it('is a question, or has an error at one of its characters', () => {
    fc.assert(
      fc.property(anyText, (query) => {
        const error = errorOf(query);
        if (error) assert.ok(positionIn(error) >= 1 && positionIn(error) <= [...query].length, error.message);
      }),
      { numRuns: 2_000 },
    );
  });

  const LONG = 20_000;
  for (const piece of [
    '"',
    '"a"',
    '"a',
    '"a" ',
    '*',
    'a*',
    'a* ',
    'OR ',
    'a OR ',
    '-',
    '- ',
    '-a ',
    '(',
    '("',
    'a',
    'a:',
    'author:',
    'author:"a"',
    '..',
    'cs.',
    'category:c',
    '学',
    '1',
  ]) {
    it(`is read in one go when it repeats ${JSON.stringify(piece)} for ${LONG} characters`, () => {
      errorOf(piece.repeat(LONG / piece.length));
      errorOf(`category:${piece.repeat(LONG / piece.length)}`);
      errorOf(`"a"${piece.repeat(LONG / piece.length)}*`);
    });
  }
});

/** The error of a question; any but INVALID_INPUT fails the test. */
