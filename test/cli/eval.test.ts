import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { folderWith, JUDGED_QUESTIONS, JUDGED_READERS, papersOf } from '../support/benchmark.js';
import { runCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const questions = await folderWith(JUDGED_QUESTIONS);
const readers = await folderWith(JUDGED_READERS);

describe('paperkin eval', () => {
  it('takes the papers of a benchmark into a folder that is gone afterwards, and compares with simpler ways', async () => {
    const [own, scratch] = [await temporaryFolder(), await temporaryFolder()];
    const { code, stdout, stderr } = await runCli(['eval', questions], { home: own, env: { TMPDIR: scratch } });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /: 3 questions \(1 more could not be asked\), 30 papers\n\nmeasure +ours +baseline +difference\n/);
    assert.match(stdout, /^nDCG@10 +\d+\.\d \[\d+\.\d, \d+\.\d\] +words alone \d+\.\d \[.*\] +-?\d+\.\d \[.*\]$/m);
    assert.match(stdout, /^the first ten of a list: diversity 0\.\d\d, \d+\.\d% of the papers in some list\nintervals of 95%/m);
    assert.match(stderr, /embedding .*30 papers/);
    // The runtime of the model leaves files of its own there.
    const left = (await readdir(scratch)).filter((name) => name.startsWith('paperkin'));
    assert.deepEqual([await readdir(own), left], [[], []]);
  });

  it('gives programs all figures, of papers that are there already', async () => {
    const { code, stdout, stderr } = await runCli(['eval', readers, '--home', home, '--json', '--quiet'], { home });
    assert.deepEqual([code, stderr], [0, '']);
    const { asks, asked, missing, comparisons, finished } = JSON.parse(stdout);
    assert.deepEqual([asks, asked, missing, finished, comparisons.length], ['readers', 2, 1, true, 6]);
  });

  it('replays a profile', async () => {
    await engine.createProfile({ name: 'ana' });
    for (const id of papersOf(3).slice(0, 6)) await engine.act({ profile: 'ana', actions: [{ kind: 'like', papers: [id] }] });
    const { code, stdout, stderr } = await runCli(['eval', '--replay', 'ana', '--after', '4'], { home });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ana: 2 likes looked for, each in the list made from those before it\n/);
    assert.match(stdout, /^median place +\d+ \[\d+, \d+\] +newest first \d+ \[\d+, \d+\] +-?\d+ \[-?\d+, -?\d+\]$/m);
  });

  it('says what is wrong with a call or a folder', async () => {
    const wrong: [args: string[], exit: number, code: string, remedy: RegExp][] = [
      [[], 2, 'INVALID_INPUT', /paperkin eval --help/],
      [[questions, '--replay', 'ana'], 2, 'INVALID_INPUT', /paperkin eval --help/],
      [['nowhere'], 1, 'FILE_UNREADABLE', /docs\/evaluate\.md/],
      [['--replay', 'nobody'], 1, 'PROFILE_NOT_FOUND', /name/],
      [[questions, '--home', await temporaryFolder()], 1, 'PAPER_NOT_FOUND', /--home/],
    ];
    const ends = await Promise.all(wrong.map(([args]) => runCli(['eval', ...args, '--json'], { home })));
    for (const [i, [args, exit, name, remedy]] of wrong.entries()) {
      const { error } = JSON.parse(ends[i]?.stderr ?? '');
      assert.deepEqual([ends[i]?.code, error.code], [exit, name], args.join(' '));
      assert.match(error.remedy, remedy);
    }
  });
});
