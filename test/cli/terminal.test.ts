import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify, stripVTControlCharacters } from 'node:util';
import { CLI, runCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { NO_PTY, runOnTerminal } from '../support/pty.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();
const shell = promisify(execFile);

const HOSTILE = {
  id: '10.1234/x\u001b[31mred',
  title: '\u001b]0;owned\u0007\u001b[2JA hostile title \u202eabout robot hands',
  abstract: 'It tries to write \u001b[2J\u009b2Jon the terminal.',
  authors: ['Mallory \u001b[8mHidden'],
  venue: 'A \u001b]0;venue\u0007',
};
const WIDE = { id: '2505.00002', title: '面向机器人手的自适应方法研究'.repeat(12), abstract: '机器人手的研究'.repeat(40), authors: [] };
/** More than a pipe holds, so that writing really meets the closed end. */
const LONG = Array.from({ length: 200 }, (_, i) => ({ title: `Long paper number ${i}`, abstract: `${i} `.repeat(500), authors: ['A. B'] }));

/** Columns that a terminal gives to a line: two for a Chinese character or a full-width sign. */
const displayWidth = (line: string) =>
  [...line].reduce((sum, character) => sum + (/[\p{Script=Han}\uff00-\uff60]/u.test(character) ? 2 : 1), 0);

before(async () => {
  const file = join(home, 'papers.jsonl');
  await writeFile(file, [...INVENTED_PAPERS, HOSTILE, WIDE].map((record) => JSON.stringify(record)).join('\n'));
  const { code, stderr } = await runCli(['import', file, '--quiet'], { home });
  assert.equal(code, 0, stderr);
});

describe('what the command line writes', () => {
  it('brings no control character of a paper to the terminal', async () => {
    const found = await runCli(['search', 'robot hands', '-k', '40'], { home });
    const { id } = JSON.parse((await runCli(['search', 'hostile title', '-k', '1', '--json'], { home })).stdout).results[0].paper;
    const shown = await runCli(['show', id], { home });
    for (const { stdout } of [found, shown, await runCli(['list', '-n', '100'], { home })]) {
      assert.match(stdout, /A hostile title/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
      assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it('keeps wide characters within the columns', async () => {
    for (const args of [
      ['search', 'robot hands', '-k', '40'],
      ['show', '2505.00002'],
    ]) {
      const { stdout } = await runCli(args, { home });
      assert.match(stdout, /面向机器人手/);
      for (const line of stdout.split('\n')) assert.ok(displayWidth(line) <= 100, `${displayWidth(line)} columns: ${line}`);
    }
  });

  it('fits a narrow terminal, and is readable on one that does not know its width', { skip: NO_PTY }, async () => {
    const narrow = stripVTControlCharacters(await runOnTerminal(['search', 'robot hands', '-k', '40'], home, 60));
    for (const line of narrow.split('\n')) assert.ok(displayWidth(line) <= 60, line);
    assert.match(await runOnTerminal(['search', 'robot hands', '-k', '3'], home, 0), /approach to robot hands/);
  });

  it('is coloured on a terminal only, and there not under NO_COLOR', { skip: NO_PTY }, async () => {
    const list = (env: NodeJS.ProcessEnv) => runOnTerminal(['list', '-n', '1'], home, 80, env);
    assert.ok((await list({})).includes('\u001b[1m'));
    assert.ok(!(await list({ NO_COLOR: '1' })).includes('\u001b'));
    assert.ok(!(await list({ TERM: 'dumb' })).includes('\u001b'));
    assert.ok(!(await runCli(['list', '-n', '1'], { home })).stdout.includes('\u001b'));
  });

  it('is dropped quietly when nobody reads on, and the work is done all the same', async () => {
    const [other, file] = [await temporaryFolder(), join(home, 'long.jsonl')];
    await writeFile(file, LONG.map((record) => JSON.stringify(record)).join('\n'));
    const pipe = (args: string, reader: string) =>
      shell('bash', [
        '-o',
        'pipefail',
        '-c',
        `"$0" "$1" ${args} --home "$2" | ${reader}`,
        process.execPath,
        CLI,
        other,
        file,
        join(home, 'papers.jsonl'),
      ]);
    await pipe('import "$3" "$4" --no-embed --quiet', 'head -c 1');
    assert.equal(JSON.parse((await runCli(['status', '--json'], { home: other })).stdout).papers, 232);
    const { stdout, stderr } = await pipe('list -n 1000 --json', 'head -1');
    assert.equal(stdout, '{\n');
    assert.equal(stderr, '');
    // Standard error may close, too.
    await pipe('import "$3" --no-embed 2>&1', 'true');
  });
});
