import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PaperkinError } from '../../src/errors.js';
import type { Format } from '../../src/formats/format-reader.js';
import { detectFormat } from '../../src/formats/parsers/detect.js';
import { peek } from '../../src/formats/parsers/peek.js';
import { allOf, inChunks } from './bytes.js';

const tells = (format: Format, ...texts: string[]) => {
  for (const text of texts) assert.equal(detectFormat(text), format, text.slice(0, 60));
};

describe('detectFormat', () => {
  it('takes an object on its line for JSON Lines, blank lines and a byte order mark before it or not', () => {
    tells('jsonl', '{"title":"a"}\n{"title":"b"}', '{"title":"a"}', '\uFEFF\n\n  {"title":"a"}\r\n', '{"title": damaged}\n{"title":"b"}');
  });

  it('takes an array, or an object over several lines, for JSON', () => {
    tells(
      'json',
      '[{"title":"a"}]',
      '\n[',
      '{\n  "papers": [\n',
      '{"papers": [\n{"title":"a"}\n]}',
      '{"papers":[{"title":"cut by the window',
    );
  });

  it('takes an object on one line that holds a list of records for JSON', () => {
    tells('json', '{"total":1,"data":[{"title":"a"}]}\n');
    tells('jsonl', '{"title":"a","authors":[{"name":"N"}]}', '{"data":[{"x":1}]}\n{"data":[{"x":2}]}');
  });

  it('knows a Daily Papers page by its head, and a part of one by the lines under a paper', () => {
    tells('daily-papers', 'new\n\nDaily Papers\n\nbyAK and the research community\n\nMay 13\n\nA title');
    tells(
      'daily-papers',
      '[Re] A title\n\nAn abstract.\n\n  • 3 authors\n·\nMar 14, 2025 3\n',
      'A title\r\n\r\nText\r\n\r\nnvidia NVIDIA\r\n·\r\nMar 14\r\n',
    );
  });

  it('takes a header with a title among its columns for CSV', () => {
    tells(
      'csv',
      'title,abstract\n',
      'Id;Title;Year',
      'ABSTRACT\tTITLE\n',
      '"Item Type","Publication Year","Title"\n',
      'Document Title,Authors\n',
    );
  });

  it('refuses what it does not know, saying what it saw', () => {
    const refused = [
      '',
      '  \n',
      'title',
      'name,year\n1,2',
      '@article{key,\n title={x}}',
      '%PDF-1.7',
      'Just some text about a title, with a comma.',
    ];
    for (const text of refused) {
      assert.throws(
        () => detectFormat(text),
        (error) =>
          error instanceof PaperkinError &&
          error.code === 'FORMAT_UNKNOWN' &&
          error.message.includes(text.trim().split('\n')[0] || 'white space'),
        text,
      );
    }
  });
});

describe('peek', () => {
  it('gives the beginning, and then the whole', async () => {
    for (const size of [1, 3, 100]) {
      for (const length of [0, 4, 10, 50]) {
        const { head, bytes } = await peek(inChunks('0123456789', size), length);
        assert.equal(Buffer.from(head).toString(), '0123456789'.slice(0, length));
        assert.equal(Buffer.concat(await allOf(bytes)).toString(), '0123456789');
      }
    }
  });

  it('closes its source when the reader stops early', async () => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield Uint8Array.of(1);
      } finally {
        closed = true;
      }
    }
    const { bytes } = await peek(source(), 2);
    for await (const _ of bytes) break;
    assert.ok(closed);
  });
});
