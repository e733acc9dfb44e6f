import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { piecesOf } from '../../src/formats/parsers/decode.js';
import { readLines } from '../../src/formats/parsers/lines.js';
import { allOf, inChunks } from './bytes.js';

const linesIn = (content: string | Uint8Array, size?: number, limit?: number) => allOf(readLines(inChunks(content, size), limit));

describe('linesOf', () => {
  it('numbers the lines from 1 and takes LF and CRLF for their ends', async () => {
    assert.deepEqual(await linesIn('one\r\n\ntwo\rstill two\nthree'), [
      { line: 1, text: 'one' },
      { line: 2, text: '' },
      { line: 3, text: 'two\rstill two' },
      { line: 4, text: 'three' },
    ]);
  });

  it('puts U+FFFD for bytes that are not UTF-8 and goes on', async () => {
    const bytes = Uint8Array.from([0x61, 0xff, 0x62, 0x0a, 0x63, 0xe8, 0xaa]);
    assert.deepEqual(await linesIn(bytes, 1), [
      { line: 1, text: 'a\uFFFDb' },
      { line: 2, text: 'c\uFFFD' },
    ]);
  });

  it('reports a line beyond the limit, with its beginning, and reads the next one', async () => {
    const long = 'x'.repeat(1_000);
    for (const size of [1, 7, 64, 65_536]) {
      assert.deepEqual(
        await linesIn(`short\n${long}\nshort again\n${long}`, size, 900),
        [
          { line: 1, text: 'short' },
          { line: 2, problem: 'is a line of more than 900 characters', excerpt: 'x'.repeat(500) },
          { line: 3, text: 'short again' },
          { line: 4, problem: 'is a line of more than 900 characters', excerpt: 'x'.repeat(500) },
        ],
        `${size} bytes at a time`,
      );
    }
  });

  it('gives back any text, joined, whatever its chunks', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '語', '𝔸') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
        const lines = await linesIn(content, size);
        assert.equal(lines.map((item) => ('text' in item ? item.text : '')).join('\n'), content.replace(/\n$/, ''));
      }),
    );
  });
});

describe('piecesOf', () => {
  it('cuts the same pieces of a text whatever its chunks, none longer than asked, each on one line', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '語'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
        const pieces = await allOf(piecesOf(inChunks(content, size), 4));
        assert.deepEqual(pieces, await allOf(piecesOf(inChunks(content), 4)));
        assert.equal(pieces.map((piece) => piece.text).join(''), content);
        assert.ok(pieces.every((piece) => piece.text.length <= 4 && !piece.text.slice(0, -1).includes('\n')));
        let line = 1;
        for (const piece of pieces) {
          assert.equal(piece.line, line);
          if (piece.text.endsWith('\n')) line++;
        }
      }),
    );
  });
});
