import assert from 'node:assert/strict';
import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { type ErrorCode, PaperkinError } from '../../src/errors.js';
import { openSource } from '../../src/formats/parsers/open-source.js';
import { openPaperSource } from '../../src/formats/parsers/paper-source.js';
import { temporaryFolder } from '../support/temporary.js';
import { allOf } from './bytes.js';

const folder = await temporaryFolder();
const CONTENT = '{"title":"Één"}\n'.repeat(20_000);
/** `printf 'hello\n' | zstd`, since Node 20 cannot make one. */
const ZSTD_HELLO = Buffer.from('28b52ffd045831000068656c6c6f0a5388bd91', 'hex');

const saved = async (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const textOf = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await allOf(bytes)).toString();
const failsWith = (code: ErrorCode, value?: string) => (error: unknown) =>
  error instanceof PaperkinError && error.code === code && (value === undefined || error.value === value);

describe('openSource', () => {
  it('gives the bytes of a file, and how many of how many it has read', async () => {
    const path = await saved('plain.jsonl', CONTENT);
    const source = await openSource(path);
    assert.deepEqual(source.progress(), { bytes: 0, totalBytes: Buffer.byteLength(CONTENT) });
    assert.equal(await textOf(source.bytes), CONTENT);
    assert.deepEqual(source.progress(), { bytes: Buffer.byteLength(CONTENT), totalBytes: Buffer.byteLength(CONTENT) });
    assert.equal(source.name, 'plain.jsonl');
  });

  it('decompresses gzip by its content, of several members too, and counts the compressed bytes', async () => {
    const gzip = Buffer.concat([zlib.gzipSync(CONTENT), zlib.gzipSync('the end')]);
    const source = await openSource(await saved('no-extension', gzip));
    assert.equal(await textOf(source.bytes), `${CONTENT}the end`);
    assert.deepEqual(source.progress(), { bytes: gzip.length, totalBytes: gzip.length });
  });

  it('decompresses zstd where Node can, and says what to do where it cannot', async () => {
    // Two frames, as concatenated files have them.
    const source = await openSource(await saved('hello.zst', Buffer.concat([ZSTD_HELLO, ZSTD_HELLO])));
    if ('createZstdDecompress' in zlib) assert.equal(await textOf(source.bytes), 'hello\nhello\n');
    else await assert.rejects(textOf(source.bytes), failsWith('COMPRESSION_UNSUPPORTED'));
  });

  it('names other compressions rather than reading them as text', async () => {
    for (const mark of ['fd377a585a0000', '425a6839', '504b0304']) {
      const source = await openSource(await saved('packed', Buffer.from(mark, 'hex')));
      await assert.rejects(textOf(source.bytes), failsWith('COMPRESSION_UNSUPPORTED'));
    }
  });

  it('says that a compressed file is damaged, after giving what came before', async () => {
    const gzip = zlib.gzipSync(CONTENT, { level: 0 });
    const source = await openSource(await saved('cut.gz', gzip.subarray(0, gzip.length - 1_000)));
    let length = 0;
    const readOn = async () => {
      for await (const chunk of source.bytes) length += chunk.length;
    };
    await assert.rejects(readOn(), failsWith('FILE_UNREADABLE'));
    assert.ok(length > 0);
  });

  it('refuses what is missing, a folder, or not to be read, naming it', async () => {
    const missing = join(folder, 'missing.jsonl');
    await assert.rejects(openSource(missing), failsWith('FILE_UNREADABLE', missing));
    const inner = join(folder, 'folder');
    await mkdir(inner);
    await assert.rejects(openSource(inner), failsWith('FILE_UNREADABLE', inner));
    if (process.getuid?.() === 0) return; // root may read everything
    const secret = await saved('secret.jsonl', CONTENT);
    await chmod(secret, 0);
    await assert.rejects(openSource(secret), failsWith('FILE_UNREADABLE', secret));
  });

  it('identifies one state of one file', async () => {
    const path = await saved('state.jsonl', CONTENT);
    const identity = async () => (await openSource(path)).identity;
    const before = await identity();
    assert.ok(before?.includes(path));
    assert.equal(await identity(), before);
    await utimes(path, new Date(), new Date(2020, 1, 1));
    assert.notEqual(await identity(), before);
  });

  it('reads standard input, compressed or not, which has no identity and no known size', async () => {
    for (const content of [Buffer.from(CONTENT), zlib.gzipSync(CONTENT)]) {
      const source = await openSource('-', { stdin: Readable.from([content.subarray(0, 1), content.subarray(1)]) });
      assert.equal(source.identity, undefined);
      assert.equal(source.name, 'standard input');
      assert.equal(await textOf(source.bytes), CONTENT);
      assert.deepEqual(source.progress(), { bytes: content.length, totalBytes: undefined });
    }
  });

  it('stops waiting for standard input when it is interrupted', async () => {
    const stdin = new PassThrough();
    stdin.write('some text\n');
    const interrupt = new AbortController();
    const source = await openSource('-', { stdin, signal: interrupt.signal });
    const reading = textOf(source.bytes);
    setImmediate(() => interrupt.abort());
    await assert.rejects(reading, failsWith('INTERRUPTED'));
    await assert.rejects(openSource('-', { stdin, signal: interrupt.signal }), failsWith('INTERRUPTED'));
  });
});

describe('openPaperSource', () => {
  const rejectsFolder = join(folder, 'rejects');

  it('gives records and papers of a file in a format that it tells by itself', async () => {
    const source = await openPaperSource(await saved('two.csv', 'title,year\nA title,2024\nAnother title,2025\n'), { rejectsFolder });
    assert.equal(source.format, 'csv');
    const papers = (await allOf(source.items)).map((item) => ('record' in item ? source.toPaper(item.record) : item));
    assert.deepEqual(
      papers.map((paper) => 'title' in paper && [paper.title, paper.published]),
      [
        ['A title', '2024'],
        ['Another title', '2025'],
      ],
    );
    assert.match(source.rejectsPath, /rejects[\\/]two\.csv-[0-9a-f]{8}\.jsonl$/);
  });

  it('reads in the format that it is told, and writes rejects where it is told', async () => {
    const source = await openPaperSource(await saved('titles', 'title\nA title\n'), {
      format: 'csv',
      rejects: 'here.jsonl',
      rejectsFolder,
    });
    assert.deepEqual(await allOf(source.items), [{ line: 2, record: { title: 'A title' } }]);
    assert.equal(source.rejectsPath, 'here.jsonl');
  });

  it('refuses a format that it does not know', async () => {
    await assert.rejects(openPaperSource(await saved('notes.txt', 'just notes'), { rejectsFolder }), failsWith('FORMAT_UNKNOWN'));
    await assert.rejects(openPaperSource(await saved('empty', ''), { rejectsFolder }), failsWith('FORMAT_UNKNOWN'));
  });
});
