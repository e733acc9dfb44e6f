import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CLI, finished, runCli } from '../support/cli.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();

/** Each wrong call with its exit code, the code of the error and what its message says. */
const WRONG: [args: string[], exit: number, code: string, message: RegExp][] = [
  [['similar'], 2, 'INVALID_INPUT', /give the id of a paper, or --text/],
  [['similar', '2501.00003', '--diversity', '2'], 2, 'INVALID_INPUT', /number from 0 to 1/],
  [['search', 'x', '--cursor', 'AAAA'], 2, 'INVALID_INPUT', /cursor: is of another question/],
  [['similar', 'nonsense'], 2, 'INVALID_ID', /"nonsense" is not a paper id/],
  [['similar', '2501.99999'], 1, 'PAPER_NOT_FOUND', /arxiv:2501\.99999/],
  [['similar', '--text', '  '], 2, 'TEXT_EMPTY', /at least one letter or digit/],
  [['search'], 2, 'INVALID_INPUT', /missing required argument 'words'/],
  [['search', '?!'], 2, 'TEXT_EMPTY', /at least one letter or digit/],
  [['search', 'x', '-k', '0'], 2, 'INVALID_INPUT', /'0' is invalid\. It must be a whole number from 1 to 1000/],
  [['search', 'x', '-k', '1e2'], 2, 'INVALID_INPUT', /'1e2' is invalid/],
  [['search', 'x', '-k', '1001'], 2, 'INVALID_INPUT', /'1001' is invalid/],
  [['search', 'x', '-k', ''], 2, 'INVALID_INPUT', /argument '' is invalid/],
  [['search', 'x', '--colour'], 2, 'INVALID_INPUT', /unknown option '--colour'/],
  [['list', '--limt', '3'], 2, 'INVALID_INPUT', /unknown option '--limt' \(Did you mean --limit\?\)/],
  [['serch', 'x'], 2, 'INVALID_INPUT', /unknown command 'serch' \(Did you mean search\?\)/],
  [['show'], 2, 'INVALID_INPUT', /missing required argument 'id'/],
  [['show', 'nonsense'], 2, 'INVALID_ID', /"nonsense" is not a paper id/],
  [['status', 'extra'], 2, 'INVALID_INPUT', /too many arguments/],
  [['list', '-n', '0'], 2, 'INVALID_INPUT', /whole number from 1 to 1000/],
  [['list', '--cursor', 'abc'], 2, 'INVALID_INPUT', /cursor/i],
  [['import'], 2, 'INVALID_INPUT', /give a file/],
  [['import', 'x', '--format', 'xml'], 2, 'INVALID_INPUT', /Allowed choices are jsonl, json, csv, daily-papers/],
  [['import', '/nowhere/papers.jsonl'], 1, 'FILE_UNREADABLE', /"\/nowhere\/papers\.jsonl" does not exist/],
  [['import', 'a', 'b', '--rejects', 'r'], 2, 'INVALID_INPUT', /one file at a time/],
  [['status', '--model', '/nowhere'], 1, 'MODEL_NOT_FOUND', /\/nowhere/],
  [['serve', '--port', 'abc'], 2, 'INVALID_INPUT', /Setting port/],
  [['completion', 'tcsh'], 2, 'INVALID_INPUT', /Allowed choices are zsh, bash, fish, powershell/],
];

describe('a wrong call', () => {
  for (const [args, exit, code, message] of WRONG) {
    it(`"${args.join(' ')}" ends with ${exit} and ${code}, for people and for programs`, async () => {
      const [forPeople, forPrograms] = await Promise.all([runCli(args, { home }), runCli([...args, '--json'], { home })]);
      assert.equal(forPeople.code, exit, forPeople.stderr);
      assert.equal(forPeople.stdout, '');
      assert.match(forPeople.stderr, new RegExp(`^error ${code}: `));
      assert.match(forPeople.stderr, message);
      assert.match(forPeople.stderr, /\n {2}remedy: \S.*\.\n$/);
      assert.equal(forPrograms.code, exit);
      assert.equal(forPrograms.stdout, '');
      const { error } = JSON.parse(forPrograms.stderr);
      assert.equal(error.code, code);
      assert.ok(error.remedy.length > 0);
    });
  }

  it('names the command whose help says more', async () => {
    assert.match((await runCli(['search', 'x', '--colour'], { home })).stderr, /remedy: See "paperkin search --help"\./);
    assert.match((await runCli(['serch'], { home })).stderr, /remedy: See "paperkin --help"\./);
  });

  it('carries the value, whole for programs and where the message has not named it for people', async () => {
    const { stderr } = await runCli(['show', 'nonsense', '--json'], { home });
    assert.equal(JSON.parse(stderr).error.value, 'nonsense');
    const wrongText = await runCli(['search', '?!'], { home });
    assert.match(wrongText.stderr, /\n {2}value: {2}\?!\n/);
  });

  it('without any command prints the help on standard error, and ends with 2', async () => {
    const { code, stdout, stderr } = await runCli([], { home });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^Usage: paperkin/);
  });
});

describe('a setting', () => {
  it('that is wrong in config.json is named with its file', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'config.json'), '{"port": "many"}');
    const { code, stderr } = await runCli(['status'], { home: folder });
    assert.equal(code, 2);
    assert.match(stderr, /error INVALID_INPUT: Setting port .*config\.json/);
  });

  it('of a flag is stronger than the environment', async () => {
    const folder = await temporaryFolder();
    const { stdout } = await runCli(['status', '--json', '--home', folder], { home });
    assert.equal(JSON.parse(stdout).home, folder);
  });
});

describe('standard output that is full', () => {
  it('is an error as any other', { skip: existsSync('/dev/full') ? false : 'this system has no /dev/full' }, async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [CLI, 'status', '--home', home], { stdio: ['ignore', full, 'pipe'] });
    const { code, stderr } = await finished(child);
    closeSync(full);
    assert.equal(code, 1);
    assert.match(stderr, /^error DISK_FULL: Standard output cannot be written: .*\n {2}remedy: /);
  });
});
