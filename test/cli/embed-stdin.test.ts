import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { shortest } from '../../src/cli/embed-stdin/jsonl-writer.js';
import { readLineBatches } from '../../src/cli/embed-stdin/lines.js';
import { CLI, finished, output, runCli, startCli } from '../support/cli.js';
import { NO_PTY, runOnTerminal } from '../support/pty.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = await temporaryFolder();
/** Nothing may be made in it. */
const home = join(folder, 'no-home');
const embed = (stdin: string, ...args: string[]) => runCli(['embed', '--stdin', ...args], { home, stdin });

interface Row {
  id?: string | number;
  vector: number[];
}
const rowsOf = (jsonl: string): Row[] => (jsonl === '' ? [] : jsonl.trimEnd().split('\n')).map((line) => JSON.parse(line));
const dot = (a: readonly number[] = [], b: readonly number[] = []) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
const jsonLines = (records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const ROBOTS = 'A robot hand learns to grasp.';
const CACHE = 'We compress the key-value cache of language models.';
const MANY = Array.from({ length: 4_000 }, (_, i) => `A text that is number ${i} of many\n`).join('');

describe('paperkin embed --stdin', () => {
  it('gives each text line a row in order, the empty ones too, and makes no home', async () => {
    const { code, stdout, stderr } = await embed(`\uFEFF${ROBOTS}\r\n\r\n${CACHE}\n${ROBOTS}`);
    assert.equal(code, 0, stderr);
    const rows = rowsOf(stdout);
    assert.equal(rows.length, 4);
    for (const { vector } of rows) assert.ok(Math.abs(dot(vector, vector) - 1) < 1e-4);
    assert.ok(dot(rows[0]?.vector, rows[3]?.vector) > 0.99 && dot(rows[0]?.vector, rows[2]?.vector) < 0.9);
    assert.match(stderr, /^embedding · 4 records\n4 rows of text lines in \d+ s, \d+ a second; \S+, 256 dimensions\n$/);
    assert.ok(!existsSync(home));
  });

  it('takes JSON Lines for what they are, gives ids back, and joins title and abstract', async () => {
    const records = [
      { id: 7, text: CACHE },
      ROBOTS,
      { id: 'p', title: 'KV', abstract: 'A cache.', authors: ['A'] },
      { id: null, title: 'KV', abstract: null },
      'KV. A cache.',
      { id: '\ud83d lone', text: 'An emoji 🎉 and half of one: \ud83d' },
    ];
    const { stdout, stderr } = await embed(`\n${jsonLines(records)}\n`, '--quiet');
    const rows = rowsOf(stdout);
    assert.equal(stderr, '');
    assert.deepEqual(
      rows.map(({ id }) => id),
      [7, undefined, 'p', undefined, undefined, '\ud83d lone'],
    );
    assert.ok(dot(rows[2]?.vector, rows[4]?.vector) > 0.99 && dot(rows[3]?.vector, rows[4]?.vector) < 0.99);
  });

  it('writes an .npy of the same numbers, to a file and to standard output', async () => {
    const input = jsonLines(Array.from({ length: 300 }, (_, i) => ({ id: i, text: `text ${i}` })));
    const out = join(folder, 'vectors.npy');
    const file = join(folder, 'in.jsonl');
    await writeFile(file, input);
    const script = '"$0" "$1" embed --stdin --format npy --home "$2" < "$3"';
    const piped = promisify(execFile)('bash', ['-c', script, process.execPath, CLI, home, file], { encoding: 'buffer' });
    const [rows, toFile, toOutput] = [
      rowsOf((await embed(input)).stdout),
      await embed(input, '--format', 'npy', '--out', out),
      await piped,
    ];
    assert.equal(toFile.stdout, '');
    assert.match(toFile.stderr, /The ids are not in the \.npy/);
    const bytes = await readFile(out);
    const { shape, numbers } = readNpy(bytes);
    assert.deepEqual(shape, [300, 256]);
    assert.deepEqual(numbers, rows.flatMap(({ vector }) => vector).map(Math.fround));
    assert.deepEqual(toOutput.stdout, bytes);
  });

  it('gives nothing for nothing', async () => {
    assert.equal((await embed('')).stdout, '');
    const out = join(folder, 'empty.npy');
    assert.equal((await embed('', '--format', 'npy', '--out', out)).code, 0);
    assert.deepEqual(readNpy(await readFile(out)), { shape: [0, 256], numbers: [] });
  });

  it('gives fewer dimensions when asked to, and takes questions', async () => {
    const { stdout, stderr } = await embed(`${CACHE}\n`, '--dimensions', '64', '--query');
    const [row, ...others] = rowsOf(stdout);
    assert.equal(others.length, 0, stderr);
    assert.equal(row?.vector.length, 64);
    assert.ok(Math.abs(dot(row?.vector, row?.vector) - 1) < 1e-4);
  });

  it('names a wrong line, with the rows before it written', async () => {
    const wrong: [line: string, problem: RegExp][] = [
      ['{"text": "a', /is not JSON/],
      ['[1]', /no JSON string and no JSON object/],
      ['{"abstract":"a"}', /neither "text" nor "title"/],
      ['{"text":1}', /has "text" that is not a string/],
      ['{"id":12345678901234567890,"text":"a"}', /has "id" that .* given back as it is/],
    ];
    await Promise.all(
      wrong.map(async ([line, problem]) => {
        const { code, stdout, stderr } = await embed(`"one"\n{"text":"two"}\n${line}\n"four"\n`, '--quiet');
        assert.equal(code, 2);
        assert.equal(rowsOf(stdout).length, 2);
        assert.match(stderr, /^error INVALID_INPUT: Line 3 of the input .*\n/);
        assert.match(stderr, problem);
      }),
    );
    const out = join(folder, 'wrong.npy');
    assert.equal((await embed('"one"\nx\n', '--format', 'npy', '--out', out)).code, 2);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('wrong')),
      [],
    );
  });

  it('reads lines as they are where it is told to, and says when they look like JSON', async () => {
    assert.equal(rowsOf((await embed('{"text":"a"}\n{\n', '--input', 'text')).stdout).length, 2);
    const { stdout, stderr } = await embed('[\n{"text":"a"}\n]\n');
    assert.equal(rowsOf(stdout).length, 3);
    assert.match(stderr, /looks like JSON/);
  });

  it('stops at Ctrl-C while it waits for more, with whole lines', async () => {
    const child = startCli(['embed', '--stdin'], { home });
    const end = finished(child);
    // Three windows of the embedder, after which the first comes out.
    child.stdin?.write('A text\n'.repeat(800));
    await output(child.stdout, /\n/);
    await pause(1_000);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /(^|\n)Interrupted\. The rows that were written are whole\.\n$/);
    assert.ok(stdout.endsWith('\n'));
    assert.ok([256, 512].includes(rowsOf(stdout).length), stdout);
  });

  it('leaves no .npy where it is interrupted', async () => {
    const place = await temporaryFolder();
    const child = startCli(['embed', '--stdin', '--format', 'npy', '--out', join(place, 'v.npy')], { home });
    const end = finished(child);
    child.stdin?.write(MANY);
    await output(child.stderr, /embedding · \d/);
    assert.match((await readdir(place)).join(), /^v\.npy\.\w+\.part$/);
    child.kill('SIGINT');
    assert.equal((await end).code, 130);
    assert.deepEqual(await readdir(place), []);
  });

  it('ends quietly when nobody reads on, long before the input does', async () => {
    const script = `yes 'a text without end' | "$0" "$1" embed --stdin --quiet --home "$2" | head -1; echo "$\{PIPESTATUS[1]}"`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script, process.execPath, CLI, home]);
    const [row = '', code] = stdout.trimEnd().split('\n');
    assert.equal(JSON.parse(row).vector.length, 256);
    assert.deepEqual([code, stderr], ['0', '']);
  });

  it('never overwrites its input, nor writes what is binary to a terminal', { skip: NO_PTY }, async () => {
    const file = join(folder, 'both');
    await writeFile(file, 'a text\n');
    const script = '"$0" "$1" embed --stdin --home "$2" --out "$3" < "$3"';
    const same = promisify(execFile)('bash', ['-c', script, process.execPath, CLI, home, file]);
    await assert.rejects(same, { code: 2, stderr: /would overwrite the input/ });
    assert.equal(await readFile(file, 'utf8'), 'a text\n');
    assert.match(await runOnTerminal(['embed', '--stdin', '--format', 'npy'], home, 80), /INVALID_INPUT.*binary/);
  });
});

describe('paperkin embed', () => {
  it('refuses what only --stdin can have', async () => {
    const wrong = [['--input', 'text'], ['--format', 'npy'], ['--out', join(folder, 'x')], ['--query']];
    for (const args of wrong) {
      const { code, stderr } = await runCli(['embed', ...args], { home });
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^error INVALID_INPUT: ${args[0]} .* needs --stdin\\.\n {2}remedy: Add --stdin`));
    }
  });
});

describe('lines of the input', () => {
  async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
    let at = 0;
    for (let i = 0; at < bytes.length; i++) {
      const end = at + (sizes[i % sizes.length] ?? 1);
      yield bytes.subarray(at, end);
      at = end;
    }
  }

  it('are those of the whole, wherever its chunks end', async () => {
    const piece = fc.constantFrom('\n', '\r\n', '\r', 'a', 'é', '🎉', ' ');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (pieces, sizes) => {
          const whole = pieces.join('');
          const lines: string[] = [];
          for await (const some of readLineBatches(chunksOf(Buffer.from(whole), sizes))) lines.push(...some);
          assert.deepEqual(
            lines,
            whole === ''
              ? []
              : whole
                  .replace(/\n$/, '')
                  .split('\n')
                  .map((line) => line.replace(/\r$/, '')),
          );
        },
      ),
    );
  });

  it('may not be too long; those before are given', async () => {
    for (const [text, line] of [
      ['ab\nabc\r\nabcd', 3],
      ['ab\nabcd\nab\n', 2],
      ['abcdefgh', 1],
    ] as const) {
      for (const size of [1, 2, 100]) {
        const before: string[] = [];
        const read = async () => {
          for await (const lines of readLineBatches(chunksOf(Buffer.from(text), [size]), 3)) before.push(...lines);
        };
        await assert.rejects(read, { code: 'INVALID_INPUT', message: `Line ${line} of the input has more than 3 characters.` });
        assert.equal(before.length, line - 1);
      }
    }
  });
});

describe('a number of a vector', () => {
  it('is printed so that the same float32 is read', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        (x) => Math.fround(JSON.parse(JSON.stringify(shortest(x)))) === Math.fround(x + 0),
      ),
    );
    assert.equal(JSON.stringify(shortest(Math.fround(0.1))), '0.1');
  });
});

/** As NumPy reads it: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
function readNpy(bytes: Buffer): { shape: number[]; numbers: number[] } {
  assert.equal(bytes.toString('latin1', 0, 8), '\x93NUMPY\x01\x00');
  const begin = 10 + bytes.readUInt16LE(8);
  assert.equal(begin % 64, 0);
  const [, type, order, rows, columns] =
    /^\{'descr': '(.+?)', 'fortran_order': (\w+), 'shape': \((\d+), (\d+)\), \} *\n$/.exec(bytes.toString('latin1', 10, begin)) ?? [];
  assert.deepEqual([type, order], ['<f4', 'False']);
  const shape = [Number(rows), Number(columns)];
  assert.equal(bytes.length - begin, 4 * Number(rows) * Number(columns));
  return { shape, numbers: Array.from({ length: (bytes.length - begin) / 4 }, (_, i) => bytes.readFloatLE(begin + 4 * i)) };
}
