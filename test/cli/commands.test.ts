import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { CLI, runCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();
const paperkin = (...args: string[]) => runCli(args, { home });
const shell = promisify(execFile);

const HOSTILE = {
  id: '2505.00001',
  title: '\u001b]0;owned\u0007\u001b[2JA hostile title \u202eabout robot hands',
  abstract: 'It tries to write on the terminal.',
};
const WIDE = { id: '2505.00002', title: '面向机器人手的自适应方法研究'.repeat(8), abstract: 'A wide title about robot hands.' };

before(async () => {
  const file = join(home, 'papers.jsonl');
  await writeFile(file, [...INVENTED_PAPERS, HOSTILE, WIDE].map((record) => JSON.stringify(record)).join('\n'));
  const { code, stderr } = await paperkin('import', file, '--quiet');
  assert.equal(code, 0, stderr);
});

describe('paperkin search', () => {
  it('prints rank, score, title, authors, date and id', async () => {
    const { code, stdout, stderr } = await paperkin('search', 'structure', 'of', 'proteins', '-k', '3');
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.match(
      stdout,
      /^1 {2}0\.\d{3} {2}A \w+ approach to protein structures\n {10}arxiv:2502\.000\d\d {2}Ada Example\d, Alan Sample1 · 2025-02-1\d\n2 /,
    );
    assert.equal(stdout.trimEnd().split('\n').length, 6);
  });

  it('prints the whole answer as JSON', async () => {
    const { stdout } = await paperkin('search', 'robot hands', '-k', '2', '--json');
    const { results } = JSON.parse(stdout);
    assert.equal(results.length, 2);
    assert.equal(typeof results[0].parts.meaning, 'number');
  });

  it('keeps what titles bring from the terminal, and wide titles within its columns', async () => {
    const { stdout } = await paperkin('search', 'robot hands', '-k', '40');
    assert.match(stdout, /A hostile title/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const wide = stdout.split('\n').find((line) => line.includes('面向')) ?? '';
    assert.ok([...wide].length < 70 && wide.trimEnd().endsWith('…'), wide);
  });

  it('ends quietly when nobody reads on', async () => {
    const { stdout, stderr } = await shell('bash', [
      '-c',
      `"$0" "$1" list -n 1000 --json --home "$2" | head -c 10`,
      process.execPath,
      CLI,
      home,
    ]);
    assert.equal(stdout.length, 10);
    assert.equal(stderr, '');
  });
});

describe('paperkin similar', () => {
  it('finds papers like a paper, like several, and like a text', async () => {
    const one = JSON.parse((await paperkin('similar', '2501.00003', '--json')).stdout);
    assert.ok(one.results.length === 10 && one.results.every(({ paper }: { paper: { id: string } }) => paper.id !== 'arxiv:2501.00003'));
    const several = await paperkin('similar', 'https://arxiv.org/abs/2501.00003v2', '2501.00004', '-k', '1');
    assert.match(several.stdout, /key-value cache/);
    const text = await runCli(['similar', '--text', '-', '-k', '1'], { home, stdin: 'A robot hand learns to grasp.' });
    assert.match(text.stdout, /robot hands/);
  });
});

describe('paperkin show, list and status', () => {
  it('show one paper in full, a page of papers, and what is here', async () => {
    const shown = await paperkin('show', '2501.00003');
    assert.match(shown.stdout, /A learned approach to the key-value cache\nAda Example3, Alan Sample0\n2025-01-13 · cs\.CL\n\nOur learned/);
    assert.match(shown.stdout, /https:\/\/arxiv\.org\/abs\/2501\.00003/);
    assert.equal(JSON.parse((await paperkin('show', '2501.00003', '--json')).stdout).id, 'arxiv:2501.00003');
    const page = await paperkin('list', '-n', '2');
    const cursor = /--cursor (\S+)/.exec(page.stderr)?.[1] ?? '';
    assert.equal((await paperkin('list', '-n', '100', '--cursor', cursor)).stdout.match(/arxiv:/g)?.length, 30);
    assert.match((await paperkin('status')).stdout, /papers {4}32\nvectors {3}32\n/);
    assert.equal(JSON.parse((await paperkin('status', '--json')).stdout).papers, 32);
  });
});

describe('the command line', () => {
  const failing: [args: string[], code: number, stderr: RegExp][] = [
    [['similar'], 2, /give the id of a paper, or --text/],
    [['similar', '2501.00003', '--text', 'x'], 2, /not both/],
    [['similar', 'nonsense'], 2, /error INVALID_ID: "nonsense" is not a paper id\.\n {2}remedy: Use an arXiv id/],
    [['similar', '2501.99999'], 1, /error PAPER_NOT_FOUND/],
    [['search'], 2, /missing required argument/],
    [['search', '?!'], 2, /error TEXT_EMPTY/],
    [['search', 'x', '-k', '0'], 2, /whole number from 1 to 1000/],
    [['search', 'x', '-k', '1e2'], 2, /whole number/],
    [['search', 'x', '--colour'], 2, /unknown option '--colour'/],
    [['serch', 'x'], 2, /unknown command 'serch'[\s\S]*Did you mean search\?/],
    [['import'], 2, /give a file/],
    [['import', 'x', '--format', 'xml'], 2, /Allowed choices are jsonl, json, csv, daily-papers/],
    [['import', '/nowhere/papers.jsonl'], 1, /error FILE_UNREADABLE: "\/nowhere\/papers\.jsonl" does not exist/],
    [['status', '--model', '/nowhere'], 1, /error MODEL_UNREADABLE/],
    [['serve', '--port', 'abc'], 2, /error INVALID_INPUT: Setting port/],
    [['list', '--cursor', 'abc'], 2, /error INVALID_INPUT/],
  ];
  for (const [args, code, stderr] of failing) {
    it(`ends "${args.join(' ')}" with ${code} and says what is wrong`, async () => {
      const result = await paperkin(...args);
      assert.equal(result.code, code, result.stderr);
      assert.match(result.stderr, stderr);
      assert.equal(result.stdout, '');
    });
  }

  it('gives errors as JSON to programs', async () => {
    const { stderr, code } = await paperkin('show', '2501.99999', '--json');
    assert.equal(code, 1);
    assert.equal(JSON.parse(stderr).error.code, 'PAPER_NOT_FOUND');
  });

  it('has help with examples for every command, and opens no data for it', async () => {
    const folder = join(home, 'untouched');
    const general = await runCli(['--help'], { home: folder });
    assert.equal(general.code, 0);
    for (const command of ['import', 'embed', 'similar', 'search', 'show', 'list', 'status', 'serve']) {
      assert.match(general.stdout, new RegExp(`^ {2}${command} `, 'm'));
      const { code, stdout } = await runCli([command, '--help'], { home: folder });
      assert.equal(code, 0);
      assert.match(stdout, /Examples:\n {2}\$ paperkin/);
    }
    assert.match((await runCli(['--version'], { home: folder })).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.ok(!existsSync(folder));
  });

  it('says how to begin where there are no papers', async () => {
    const empty = await temporaryFolder();
    for (const args of [['search', 'x'], ['list']]) {
      const { code, stderr } = await runCli(args, { home: empty });
      assert.equal(code, 0);
      assert.match(stderr, /paperkin import FILE/);
    }
  });

  it('completes commands and the values of options in a real bash', async () => {
    const { stdout } = await paperkin('completion', 'bash');
    assert.match(stdout, /paperkin/);
    const complete = async (...words: string[]) => (await paperkin('complete', '--', ...words)).stdout;
    assert.match(await complete('sim'), /^similar/m);
    assert.match(await complete('import', '--format', ''), /^jsonl/m);
    await writeFile(join(home, 'completion.bash'), stdout);
    await shell('bash', ['-n', join(home, 'completion.bash')]);
  });
});
