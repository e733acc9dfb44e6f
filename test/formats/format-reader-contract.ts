import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_RECORD_BYTES, type Reader } from '../../src/formats/format-reader.js';
import { allOf, inChunks, outline, readAll } from './bytes.js';

export interface ReaderCase {
  reader: Reader;
  /** A source with records, with letters of two, three and four bytes, and with something unreadable in the midst of it. */
  content: string;
  /** What is to come of it: records with their lines, problems by their lines. */
  items: unknown[];
  /** Begins a record that never ends; more of `endlessly` may follow for ever. */
  endlessBegin: string;
  endlessly: string;
}

/** What every reader does. */
export function describeReader({ reader, content, items, endlessBegin, endlessly }: ReaderCase): void {
  describe(`the ${reader.format} reader as a reader`, () => {
    it('gives the records in order with the lines on which they begin, and reports what is none', async () => {
      assert.deepEqual(outline(await readAll(reader, content)), items);
    });

    it('gives the same wherever the chunks of the source end', async () => {
      const whole = await readAll(reader, content);
      for (const size of [1, 7, 64]) assert.deepEqual(await readAll(reader, content, size), whole, `${size} bytes at a time`);
    });

    it('drops a byte order mark', async () => {
      assert.deepEqual(await readAll(reader, `\uFEFF${content}`), await readAll(reader, content));
    });

    it('gives the same with the line breaks of Windows', async () => {
      assert.deepEqual(outline(await readAll(reader, content.replaceAll('\n', '\r\n'))), items);
    });

    it('has nothing to say about an empty source', async () => {
      assert.deepEqual(await readAll(reader, ''), []);
      assert.deepEqual(await readAll(reader, '\n \n'), []);
    });

    it('does not throw at bytes that are no text', async () => {
      const noise = Uint8Array.from({ length: 4_096 }, (_, i) => (i * 89 + (i >> 3)) % 256);
      await readAll(reader, noise);
    });

    it('shows no more than 500 characters of what it could not read', async () => {
      for (const item of await readAll(reader, content)) if ('problem' in item) assert.ok(item.excerpt.length <= 500);
    });

    it('passes over a record that never ends without holding it', async () => {
      const chunk = endlessly.repeat(Math.ceil(65_536 / endlessly.length));
      const characters = 12 * MAX_RECORD_BYTES;
      async function* endless(): AsyncGenerator<Uint8Array> {
        yield* inChunks(endlessBegin);
        for (let given = 0; given < characters; given += chunk.length) yield* inChunks(chunk);
      }
      const before = process.memoryUsage.rss();
      const found = await allOf(reader.read(endless()));
      const grown = process.memoryUsage.rss() - before;
      assert.ok(found.some((item) => 'problem' in item));
      assert.ok(found.every((item) => 'problem' in item));
      assert.ok(grown < 30 * MAX_RECORD_BYTES, `${Math.round(grown / 2 ** 20)} MiB more in memory`);
    });
  });
}
