import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());

const topics = (...args: string[]) => runCli(['topics', ...args], { home });

async function json(...args: string[]) {
  const { code, stdout, stderr } = await topics(...args, '--json');
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** Of the topic that a paper is in. */
const idOf = async (paper: string): Promise<string> => (await json('of', paper)).topics[0].topic.id;

describe('paperkin topics', () => {
  it('says how topics are found where they have not been', async () => {
    const { code, stdout, stderr } = await topics();
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^error TOPICS_MISSING: .*\n {2}remedy: .*"paperkin topics update"/);
  });

  it('finds them, says how many, and what became of them the next time', async () => {
    const { code, stdout, stderr } = await topics('update', '--topics', '3', '--outliers', '0');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^3 topics in 1 field, with \d+ subtopics\n30 papers have a topic, 0 are too far from all\ntook \d+ s\n$/);
    assert.match(stderr, /^comparing \d+% · \d+ of 30 papers/m);
    assert.match(stderr, /^grouping \d+% · \d+ of 25 rounds/m);
    const again = await json('update', '--topics', '2', '--quiet');
    assert.deepEqual([again.topics, again.changes.length > 0, typeof again.kept, typeof again.seconds], [2, true, 'number', 'number']);
    const split = await topics('update', '--topics', '3', '--quiet');
    assert.match(split.stdout, /\n(split: t\d+ \([^)]+\) into t\d+ \([^)]+\) and t\d+|born: t\d+ )/);
    assert.match(split.stdout, /\n\d+\.\d% of the papers of before are in the topic in which they were\ntook/);
    assert.equal(split.stderr, '');
  });

  it('lists them, the largest first, by level and parent, as a table', async () => {
    const { stdout, stderr } = await topics();
    assert.match(stdout, /^id +papers +name +in +terms\n(t\d+ +10 +\S.* f\d+ +.*\n){3}$/);
    assert.match(stderr, /^30 papers have a topic, 0 have none; as of \d{4}-\d\d-\d\d\.\n$/);
    assert.equal((await topics('list')).stdout, stdout);
    const [{ id }] = (await json('--level', 'field')).topics;
    assert.equal((await json('list', '--parent', id)).total, 3);
    const one = await topics('list', '-n', '1');
    assert.match(one.stderr, /^and 2 more: --limit 3\n/);
  });

  it('shows one with its terms and papers, and the topics of a paper', async () => {
    const id = await idOf('2502.00001');
    const { stdout } = await topics('show', id, '--papers', '2');
    assert.match(stdout, new RegExp(`^.+ \\(f\\d+\\)\n.+ {2}topic ${id}, since \\d{4}-.*\npapers {2}10\nterms {3}.*protein`));
    assert.match(
      stdout,
      /\n\n {1}[01]\.\d\d {2}A \w+ approach to protein structures\n {7}arxiv:2502\.000\d\d .*\n {1}[01]\.\d\d .*\n.*\n$/,
    );
    const { list } = await json('show', id, '--papers', '3', '--sort', 'date');
    assert.deepEqual(
      list.map(({ paper }: { paper: { published: string } }) => paper.published),
      ['2025-02-19', '2025-02-18', '2025-02-17'],
    );
    assert.match((await topics('of', 'https://arxiv.org/abs/2502.00001')).stdout, new RegExp(`^ *\\d+% {2}.* {2}${id}\n`));
  });

  it('calls one by a name that can be used in its place, and takes it back', async () => {
    const id = await idOf('2502.00001');
    assert.equal((await topics('rename', id, 'Protein folding')).stdout, `${id} is called Protein folding\n`);
    assert.equal((await json('show', 'protein FOLDING')).id, id);
    await json('update', '--quiet');
    assert.equal((await json('show', id)).name, 'Protein folding');
    assert.match((await topics('rename', id)).stdout, /^t\d+ is called .*protein/);
  });

  it('merges, splits and has a reader follow them', async () => {
    const [first, second] = [await idOf('2501.00001'), await idOf('2503.00001')];
    const merged = await topics('merge', first, second);
    assert.match(
      merged.stdout,
      new RegExp(`^2 topics in 1 field.*\n30 papers .*\nmerged: ${second} and ${first} \\(.*\\) in ${first} \\(`),
    );
    assert.equal((await json('show', first)).papers, 20);
    const split = await topics('split', first, '--into', '2');
    assert.match(
      split.stdout,
      new RegExp(`^3 topics in 1 field.*\n30 papers .*\nsplit: ${first} \\([^)]*\\) into ${first} \\([^)]*\\) and t\\d+ \\(`),
    );
    await engine.createProfile({ name: 'ana' });
    await json('rename', first, 'Caches');
    const followed = await topics('follow', first, '--profile', 'ana');
    assert.match(followed.stdout, new RegExp(`^ana follows ${first}, as the topic in words "Caches"\nfollow topic Caches {2}\\(event `));
    assert.deepEqual((await engine.profile({ profile: 'ana' })).topics, ['Caches']);
  });

  it('refuses what cannot be, with a code and a remedy', async () => {
    const wrong: [args: string[], exit: number, code: string][] = [
      [['show', 't999'], 1, 'TOPIC_NOT_FOUND'],
      [['of', '2512.09999'], 1, 'PAPER_NOT_FOUND'],
      [['merge', 't1'], 2, 'INVALID_INPUT'],
      [['merge', 'f1', 'f1'], 2, 'INVALID_INPUT'],
      [['update', '--topics', '0'], 2, 'INVALID_INPUT'],
      [['update', '--outliers', '0.6'], 2, 'INVALID_INPUT'],
      [['list', '--level', 'galaxy'], 2, 'INVALID_INPUT'],
      [['follow', 't1'], 2, 'INVALID_INPUT'],
      [['follow', 'Caches', '--profile', 'nobody'], 1, 'PROFILE_NOT_FOUND'],
    ];
    const ends = await Promise.all(wrong.map(([args]) => topics(...args, '--json')));
    for (const [i, [args, exit, name]] of wrong.entries()) {
      const { error } = JSON.parse(ends[i]?.stderr ?? '');
      assert.deepEqual([ends[i]?.code, error.code, typeof error.remedy], [exit, name, 'string'], args.join(' '));
    }
  });

  it('stops at Ctrl-C, and leaves topics as they were', async () => {
    const before = await json();
    const child = startCli(['topics', 'update', '--anew', '--topics', '2'], { home });
    const end = finished(child);
    await output(child.stderr, /comparing/);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    assert.deepEqual([code, stdout], [130, '']);
    assert.match(stderr, /error INTERRUPTED: .*\n {2}remedy: Topics are as they were before/);
    assert.deepEqual(await json(), before);
  });

  it('needs papers', async () => {
    const { code, stderr } = await runCli(['topics', 'update'], { home: await temporaryFolder() });
    assert.equal(code, 1);
    assert.match(stderr, /^error TOPICS_MISSING: There are no embedded papers\.\n {2}remedy: Import papers/);
  });
});
