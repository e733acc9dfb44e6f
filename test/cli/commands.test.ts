import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();
const paperkin = (...args: string[]) => runCli(args, { home });
before(async () => {
  const file = join(home, 'papers.jsonl');
  await writeFile(file, INVENTED_PAPERS.map((record) => JSON.stringify(record)).join('\n'));
  const { code, stderr } = await paperkin('import', file, '--quiet');
  assert.equal(code, 0, stderr);
});

describe('paperkin search', () => {
  it('prints rank, score, title, authors, date and id', async () => {
    const { code, stdout, stderr } = await paperkin('search', 'structure', 'of', 'proteins', '-k', '3');
    assert.equal(code, 0);
    assert.match(stderr, /^More: the same with --cursor [\w-]+\n$/);
    assert.match(
      stdout,
      /^1 {2}\d\.\d{3} {2}A \w+ approach to protein structures\n {10}arxiv:2502\.000\d\d {2}Ada Example\d, Alan Sample1 · 2025-02-1\d\n2 /,
    );
    assert.equal(stdout.trimEnd().split('\n').length, 6);
  });

  it('prints the whole answer as JSON', async () => {
    const { stdout } = await paperkin('search', 'robot hands', '-k', '2', '--json');
    const { results } = JSON.parse(stdout);
    assert.equal(results.length, 2);
    assert.equal(typeof results[0].parts.dense, 'number');
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

describe('paperkin show', () => {
  it('shows one paper in full, by any way to write its id', async () => {
    const { stdout } = await paperkin('show', '2501.00003');
    assert.match(stdout, /A learned approach to the key-value cache\nAda Example3, Alan Sample0\n2025-01-13 · cs\.CL\n\nOur learned/);
    assert.match(stdout, /\narxiv:2501\.00003\nhttps:\/\/arxiv\.org\/abs\/2501\.00003\n$/);
    const json = JSON.parse((await paperkin('show', 'https://arxiv.org/pdf/2501.00003v2.pdf', '--json')).stdout);
    assert.equal(json.id, 'arxiv:2501.00003');
    assert.deepEqual(json.authors, ['Ada Example3', 'Alan Sample0']);
  });
});

describe('paperkin list', () => {
  it('goes through all papers page by page, each once, newest first', async () => {
    const seen: { id: string; published: string }[] = [];
    let cursor: string[] = [];
    do {
      const { papers, next } = JSON.parse((await paperkin('list', '-n', '13', ...cursor, '--json')).stdout);
      seen.push(...papers);
      cursor = next === undefined ? [] : ['--cursor', next];
    } while (cursor.length > 0);
    assert.equal(new Set(seen.map(({ id }) => id)).size, 30);
    assert.deepEqual(
      seen.map(({ published }) => published),
      INVENTED_PAPERS.map(({ published }) => published)
        .sort()
        .reverse(),
    );
  });

  it('says on standard error how to go on, and on the last page nothing', async () => {
    const page = await paperkin('list', '-n', '2');
    assert.equal(page.stdout.match(/^arxiv:/gm)?.length, 2);
    const [, command] = /^More: paperkin (list -n 2 --cursor \S+)\n$/.exec(page.stderr) ?? [];
    assert.match((await paperkin(...(command ?? '').split(' '))).stdout, /^arxiv:2503\.00007/m);
    assert.equal((await paperkin('list', '-n', '30')).stderr, '');
  });
});

describe('paperkin status', () => {
  it('says what is here', async () => {
    const { stdout } = await paperkin('status');
    assert.match(stdout, /^papers {4}30\nvectors {3}30\nmodel {5}\S+, \d+ dimensions, up to \d+ tokens\nidentity {2}\S.*\nhome {6}/);
    const { home: folder, papers, embedded, model } = JSON.parse((await paperkin('status', '--json')).stdout);
    assert.deepEqual([folder, papers, embedded, typeof model.dimensions], [home, 30, 30, 'number']);
  });
});

describe('where there are no papers', () => {
  const asked: [args: string[], key: string][] = [
    [['search', 'x'], 'results'],
    [['similar', '--text', 'x'], 'results'],
    [['list'], 'papers'],
  ];
  for (const [args, key] of asked) {
    it(`${args[0]} answers with nothing, and says how to begin`, async () => {
      const empty = await temporaryFolder();
      const { code, stdout, stderr } = await runCli(args, { home: empty });
      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /"paperkin import FILE" brings yours, "paperkin import --starter" the starter corpus/);
      assert.deepEqual(JSON.parse((await runCli([...args, '--json'], { home: empty })).stdout)[key], []);
    });
  }
});

describe('help', () => {
  it('has examples for every command, and opens no data', async () => {
    const folder = join(home, 'untouched');
    const { code, stdout: general } = await runCli(['--help'], { home: folder });
    assert.equal(code, 0);
    const commands = [...general.matchAll(/^ {2}([a-z][a-z-]*) .* {2}/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help');
    assert.deepEqual(commands, [
      'import',
      'embed',
      'similar',
      'search',
      'show',
      'list',
      'status',
      'remove',
      'merges',
      'profile',
      'recommend',
      'why-not',
      'interests',
      'topics',
      'trends',
      'map',
      'eval',
      'models',
      'serve',
      'completion',
    ]);
    for (const command of commands) {
      const help = await runCli([command, '--help'], { home: folder });
      assert.equal(help.code, 0);
      assert.match(help.stdout, new RegExp(`Usage: paperkin ${command} [\\s\\S]*Examples:\n[\\s\\S]*paperkin ${command}`));
      assert.match(help.stdout, /Global Options:[\s\S]*--json/);
      assert.equal((await runCli(['help', command], { home: folder })).stdout, help.stdout);
    }
    assert.match((await runCli(['--version'], { home: folder })).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.ok(!existsSync(folder));
  });
});
