import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_RECORD_BYTES } from '../../src/formats/format-reader.js';
import { csvRows } from '../../src/formats/parsers/csv-rows.js';
import { readerFor } from '../../src/formats/parsers/format-readers.js';
import { allOf, inChunks, outline, readAll } from './bytes.js';

const chunkSize = fc.integer({ min: 1, max: 40 });

describe('the JSON Lines reader', () => {
  it('gives back any records that were written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), chunkSize, async (written, size) => {
        const lines = written.map((value) => JSON.stringify(value));
        const items = await readAll(readerFor('jsonl'), lines.join('\n'), size);
        assert.deepEqual(
          items,
          lines.map((line, i) => ({ line: i + 1, record: JSON.parse(line) })),
        );
      }),
    );
  });

  it('names the reason and shows the line that is not JSON', async () => {
    const [item] = await readAll(readerFor('jsonl'), '{"title": "cut of');
    assert.ok(item && 'problem' in item);
    assert.match(item.problem, /^is not JSON: /);
    assert.equal(item.excerpt, '{"title": "cut of');
  });
});

describe('the JSON reader', () => {
  const read = (content: string) => readAll(readerFor('json'), content);

  it('gives back any array of values, whatever its indentation and chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), chunkSize, async (written, indent, size) => {
        const text = JSON.stringify(written, null, indent);
        const items = await readAll(readerFor('json'), text, size);
        assert.deepEqual(
          items.map((item) => ('record' in item ? item.record : item)),
          JSON.parse(text),
        );
      }),
    );
  });

  it('reads the list in an object, wherever it stands among the members', async () => {
    const records = [
      { line: 1, record: { title: 'a' } },
      { line: 1, record: { title: 'b', authors: [{ name: 'N' }] } },
    ];
    const list = '[{"title":"a"},{"title":"b","authors":[{"name":"N"}]}]';
    for (const text of [
      `{"papers":${list}}`,
      `{"total":2,"data":${list},"next":{"offset":2}}`,
      `{"tags":["x"],"sources":[],"papers":${list}}`,
    ]) {
      assert.deepEqual(await read(text), records, text);
    }
  });

  it('takes an object with a title for the one record', async () => {
    const paper = { ids: ['hash:1'], title: 'Alone', authors: [{ name: 'N' }], nested: { deep: [[1]] } };
    assert.deepEqual(await read(JSON.stringify(paper, null, 2)), [{ line: 1, record: paper }]);
  });

  it('finds nothing in an empty list', async () => {
    for (const text of ['[]', '{"papers":[]}', ' [ ] ']) assert.deepEqual(await read(text), [], text);
  });

  it('gives the complete elements of a file that was cut off, and then says so', async () => {
    const whole = '[\n{"title":"a"},\n{"title":"b"},\n{"title":"c"}\n]';
    for (let length = 1; length < whole.length; length++) {
      const items = outline(await read(whole.slice(0, length)));
      const complete = (whole.slice(0, length).match(/\}/g) ?? []).length;
      assert.equal(items.length, complete + 1, whole.slice(0, length));
      assert.deepEqual(Object.keys(items.at(-1) as object), ['problem']);
    }
  });

  it('says on which line the syntax is wrong, in words for people', async () => {
    const problem = async (text: string) => {
      const last = (await read(text)).at(-1);
      assert.ok(last && 'problem' in last, text);
      return `${last.line}: ${last.problem}`;
    };
    const ends = 'is not valid JSON, so reading ends here:';
    assert.equal(await problem('[{"a":1}\n{"b":2}]'), `2: ${ends} a comma is missing between elements`);
    assert.equal(await problem('[{"a":1},\n,{"b":2}]'), `2: ${ends} an element is missing before a comma`);
    assert.equal(await problem('[{"a":1}]\n[]'), `2: ${ends} something follows its end`);
    assert.equal(await problem('[\n{"a"}]'), `2: ${ends} Unexpected RIGHT_BRACE ("}")`);
    assert.equal(await problem('[\n{"a":tru]'), `2: ${ends} Unexpected "]"`);
    assert.equal(await problem('[{"a":"b'), `1: ${ends} it ends in the middle of a value`);
    assert.equal(await problem('[{"a":"b"}'), `1: ${ends} it ends in the middle`);
    assert.equal(await problem('[{"a":1},]'), `1: ${ends} an element is missing after a comma`);
    assert.equal(await problem('"text"'), `1: ${ends} it is neither an array nor an object`);
  });

  it('passes over an element that is too long and reads the next one', async () => {
    const long = `{"title":"long","numbers":[${'1,'.repeat(MAX_RECORD_BYTES / 2 + 1_000)}1]}`;
    const items = await read(`[{"title":"a"},\n${long},\n{"title":"b"}]`);
    assert.deepEqual(outline(items), [{ line: 1, record: { title: 'a' } }, { problem: 2 }, { line: 3, record: { title: 'b' } }]);
  });
});

describe('the CSV reader', () => {
  const read = (content: string) => readAll(readerFor('csv'), content);

  it('gives back any fields that were written, with any delimiter', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', ' ') });
    const table = fc.array(fc.tuple(field, field, field), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), chunkSize, async (rows, delimiter, size) => {
        const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter));
        const text = [`title${delimiter}b${delimiter}c`, ...quoted].join('\n');
        const items = await readAll(readerFor('csv'), text, size);
        let line = 2;
        const expected = rows.flatMap(([title, b, c]) => {
          const begins = line;
          line += 1 + (`${title}${b}${c}`.match(/\n/g) ?? []).length;
          return title + b + c === '' ? [] : [{ line: begins, record: { title, b, c } }];
        });
        assert.deepEqual(items, expected);
      }),
    );
  });

  it('says how a row differs from the header', async () => {
    assert.deepEqual(await read('title,year\na,1,x\nb\nc,3'), [
      { line: 2, problem: 'has 3 fields where the header has 2', excerpt: 'a,1,x' },
      { line: 3, problem: 'has 1 fields where the header has 2', excerpt: 'b' },
      { line: 4, record: { title: 'c', year: '3' } },
    ]);
  });

  it('loses one line to a quote that is never closed', async () => {
    assert.deepEqual(await read('title,year\na,1\n"b,2\nc,3\nd,4\n'), [
      { line: 2, record: { title: 'a', year: '1' } },
      { line: 3, problem: 'opens a quote that is never closed', excerpt: '"b,2' },
      { line: 4, record: { title: 'c', year: '3' } },
      { line: 5, record: { title: 'd', year: '4' } },
    ]);
  });

  it('holds no more than the limit while a quote is open', async () => {
    const rows = await allOf(csvRows(inChunks(`title,year\n"a,1\n${'b,2\n'.repeat(50)}`), () => ',', 40));
    assert.deepEqual(
      rows.map((row) => row.line),
      Array.from({ length: 52 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      rows.filter((row) => 'problem' in row).map((row) => row.line),
      [2],
    );
  });

  it('ends where the header cannot be read', async () => {
    const items = await read('"title,year\na,1\n');
    assert.deepEqual(
      items.map((item) => 'problem' in item && item.line),
      [1],
    );
  });
});
