import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
/** What has come of it, seen from another process. */
const show = (name: string) => engine.profile({ profile: name });

const profile = (...args: string[]) => runCli(['profile', ...args], { home });

async function json(...args: string[]) {
  const { code, stdout, stderr } = await profile(...args, '--json');
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

describe('paperkin profile', () => {
  it('makes a profile of what a reader says, and shows it', async () => {
    const refs = join(home, 'refs.bib');
    await writeFile(refs, '@misc{a, eprint={2501.00004}}\n@misc{b, title={An unknown work}}\n@misc{c, title={Broken');
    const start = ['--about', 'I work on caches', '--like', '2501.00001', '--library', refs, '--author', 'Ada Example3', 'Sample1'];
    const { code, stdout, stderr } = await profile('new', 'ana', ...start, '--topic', 'grasping cups');
    assert.equal(code, 0);
    assert.match(stdout, /^follows Ada Example3: 3 papers of theirs liked, the newest\nfollows Sample1: a surname alone/);
    assert.match(stdout, /refs\.bib: 2 entries, 1 paper liked, 1 not here\nana {2}since 2\d{3}-.*\nI work on caches\n/);
    assert.match(stdout, /\nauthors {2}Ada Example3, Sample1\ntopics {3}grasping cups\npapers {3}5 liked, 0 disliked, /);
    assert.match(stderr, /not here: An unknown work\n {2}line 3: a value is not ended by \}/);
    const shown = (await profile('show', 'ana')).stdout;
    assert.ok(stdout.endsWith(shown));
    assert.match(shown, /\n\d{4}-\d\d-\d\d {2}A fast approach to the key-value cache\n {12}arxiv:2501\.00001\n/);
  });

  it('takes down what the reader does, and undoes it', async () => {
    const done = await profile('like', 'ana', '2502.00001', 'https://arxiv.org/abs/2502.00002');
    assert.match(done.stdout, /^like 2 papers {2}\(event [0-9a-f-]{36}\)\n$/);
    assert.equal((await show('ana')).counts.liked, 7);
    assert.equal((await profile('undo', 'ana')).stdout, 'undone: like 2 papers\n');
    assert.equal((await show('ana')).counts.liked, 5);
    const { added } = await json('hide', 'ana', '2503.00001');
    assert.equal((await json('undo', 'ana', added[0].id)).undone[0].kind, 'hide');
    await Promise.all([
      json('follow', 'ana', '--author', 'Alan Sample2', '--topic', 'proteins'),
      json('unfollow', 'ana', '--topic', 'grasping cups', '--author', 'Sample1'),
      json('about', 'ana', 'I', 'work', 'on', 'proteins'),
    ]);
    const { authors, topics, about } = await show('ana');
    assert.deepEqual([authors, topics, about], [['Ada Example3', 'Alan Sample2'], ['proteins'], 'I work on proteins']);
  });

  it('shows rules with what they mean, and sets them by their kind', async () => {
    assert.match((await profile('rules', 'ana')).stdout, /^diversity +0\.3 \(default\)\n +how much it counts to be unlike/m);
    await json('rules', 'ana', '--set', 'diversity=.5', 'mutedWords=survey, data set', '--set', 'filter={"from":"2024"}', 'window=30');
    await json('rules', 'ana', '--unset', 'window', '--set', 'mutedAuthors=["LeCun, Yann"]');
    assert.deepEqual((await show('ana')).rules, {
      diversity: 0.5,
      mutedWords: ['survey', 'data set'],
      filter: { from: '2024' },
      mutedAuthors: ['LeCun, Yann'],
    });
    assert.match((await profile('rules', 'ana')).stdout, /^mutedWords +survey, data set\n/m);
  });

  it('moves to another machine through a pipe, and is gone here when it is removed', async () => {
    const { stdout } = await profile('export', 'ana');
    const elsewhere = { home: await temporaryFolder(), stdin: stdout };
    const events = JSON.parse(stdout).events.length;
    assert.equal((await runCli(['profile', 'import', '-'], elsewhere)).stdout, `ana: ${events} events new, ${events} in all\n`);
    assert.match((await profile('list')).stdout, new RegExp(`^ana {2}${events} events, last \\d{4}-\\d\\d-\\d\\d\n$`));
    const search = ['search', 'approach', '-k', '100', '--json'];
    const found = JSON.parse((await runCli([...search, '--in-profile', 'ana'], { home })).stdout);
    assert.equal(found.results.length, 5);
    const unsure = await profile('remove', 'ana');
    assert.deepEqual([unsure.code, /"paperkin profile remove ana --yes"/.test(unsure.stderr)], [2, true]);
    assert.equal((await profile('remove', 'ana', '--yes')).stdout, `ana removed, with ${events} events\n`);
    const empty = await profile('list');
    assert.deepEqual([empty.code, empty.stdout, /"paperkin profile new NAME" makes one/.test(empty.stderr)], [0, '', true]);
  });

  it('refuses what cannot be, with a code and a remedy', async () => {
    const wrong: [args: string[], exit: number, code: string][] = [
      [['show', 'nobody'], 1, 'PROFILE_NOT_FOUND'],
      [['new', 'eve', '--like', '2501.99999'], 1, 'PAPER_NOT_FOUND'],
      [['new', 'eve', '--library', 'nowhere.bib'], 1, 'FILE_UNREADABLE'],
      [['follow', 'eve'], 2, 'INVALID_INPUT'],
      [['rules', 'eve', '--set', 'colour=red'], 2, 'INVALID_INPUT'],
      [['reset', 'eve', 'everything'], 2, 'INVALID_INPUT'],
    ];
    const ends = await Promise.all(wrong.map(([args]) => profile(...args, '--json')));
    for (const [i, [args, exit, name]] of wrong.entries()) {
      const { error } = JSON.parse(ends[i]?.stderr ?? '');
      assert.deepEqual([ends[i]?.code, error.code, typeof error.remedy], [exit, name, 'string'], args.join(' '));
    }
  });
});
