import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FORMATS } from '../../src/formats/format-reader.js';
import { readerFor } from '../../src/formats/parsers/format-readers.js';
import { describeReader } from './format-reader-contract.js';

const abstract = `${'We study invented things, é and 語 and 𝔸 among them. '.repeat(5)}Done.`;

describeReader({
  reader: readerFor('jsonl'),
  content: '{"title":"Één"}\n\n{"title": oops}\n{"title":"語 and 𝔸","year":2024}\n42',
  items: [
    { line: 1, record: { title: 'Één' } },
    { problem: 3 },
    { line: 4, record: { title: '語 and 𝔸', year: 2024 } },
    { line: 5, record: 42 },
  ],
  endlessBegin: '{"title":"',
  endlessly: 'ever and ',
});

describeReader({
  reader: readerFor('json'),
  content:
    '[\n  {"title":"Één"},\n  {\n    "title":"語 and 𝔸",\n    "authors":["A","B"]\n  }, 42,\n  {"title": oops},\n  {"title":"lost"}\n]\n',
  items: [
    { line: 2, record: { title: 'Één' } },
    { line: 3, record: { title: '語 and 𝔸', authors: ['A', 'B'] } },
    { line: 6, record: 42 },
    { problem: 7 },
  ],
  endlessBegin: '[{"title":"x", "words":["on"',
  endlessly: `, "${'ever and '.repeat(50)}"`,
});

describeReader({
  reader: readerFor('csv'),
  content: 'Title,Year,Note\nÉén,2024,"two\nlines, ""quoted"""\nragged,2024\n\n語 and 𝔸,,5" wide\n,,\n',
  items: [
    { line: 2, record: { Title: 'Één', Year: '2024', Note: 'two\nlines, "quoted"' } },
    { problem: 4 },
    { line: 6, record: { Title: '語 and 𝔸', Year: '', Note: '5" wide' } },
  ],
  endlessBegin: 'title,year\n',
  endlessly: 'ever and ',
});

describeReader({
  reader: readerFor('daily-papers', { now: new Date('2026-06-01') }),
  content: `Daily Papers\n\nbyAK and the research community\n\nMay 13\n\nÉén study\n\n${abstract}\n\n  • 3 authors\n·\nMar 14 2\n\n語 and 𝔸\n\n${abstract}\n`,
  items: [
    { line: 7, record: { title: 'Één study', abstract, authorCount: 3, published: '2026-03-14', comments: 2 } },
    { line: 15, record: { title: '語 and 𝔸', abstract } },
  ],
  endlessBegin: 'A title\n\n',
  endlessly: 'ever and ',
});

describe('readerFor', () => {
  it('has a reader for every format', () => {
    for (const format of FORMATS) assert.equal(readerFor(format).format, format);
  });
});
