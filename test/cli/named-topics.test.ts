import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());

const topics = (...args: string[]) => runCli(['topics', ...args], { home });

async function json(...args: string[]) {
  const { code, stdout, stderr } = await topics(...args, '--json');
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

describe('paperkin topics name', () => {
  it('says how a topic is named where none has been', async () => {
    const { code, stdout, stderr } = await topics('named');
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /"paperkin topics name NAME"/);
    assert.deepEqual(await json('named'), { topics: [] });
  });

  it('makes one, and shows how many papers it has and the first ten, with why they are in', async () => {
    const { code, stdout, stderr } = await topics('name', 'protein structures', '--about', 'How proteins fold.', '--example', '2502.00003');
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^protein structures {2}named topic n1, since \d{4}-\d\d-\d\d\nHow proteins fold\.\npapers {3}10, 10 have it in words\nexample {2}arxiv:2502\.00003 {2}A learned approach/,
    );
    assert.equal(
      stdout.match(/\n {1,2}[\d.]{4} {2}A \w+ approach to protein structures\n {7}arxiv:2502\.\S+ .*\n {7}[a-z].* \d\.\d\d/g)?.length,
      10,
    );
    const made = await json('name', 'robot hands');
    assert.deepEqual(
      [made.id, made.papers, made.list.length, Object.keys(made.list[0].parts)],
      ['n2', 10, 10, ['name', 'words', 'learnt', 'feedback']],
    );
  });

  it('has them listed, by themselves and below the topics that were found', async () => {
    const table = /id +papers +name +about\nn1 +10 +protein structures +How proteins fold\.\nn2 +10 +robot hands\n$/;
    assert.match((await topics('named')).stdout, table);
    assert.equal((await topics('update', '--quiet')).code, 0);
    assert.match((await topics()).stdout, table);
    const list = await json('list');
    assert.deepEqual(
      list.named.map(({ id }: { id: string }) => id),
      ['n1', 'n2'],
    );
  });

  it('shows one by id or name, and takes it as a filter', async () => {
    const { stdout } = await topics('show', 'Robot Hands', '--papers', '2', '--sort', 'date');
    assert.match(
      stdout,
      /^robot hands {2}named topic n2[\s\S]*\n +\d\.\d\d {2}A adaptive approach[\s\S]*\n +\d\.\d\d {2}A compact approach/,
    );
    const found = await runCli(['search', 'approach', '--topic', 'robot hands', '-k', '20', '--json'], { home });
    const { results } = JSON.parse(found.stdout);
    assert.ok(results.length === 10 && results.every(({ paper }: { paper: { id: string } }) => paper.id.startsWith('arxiv:2503.')));
  });

  it('learns from what is judged, and forgets it', async () => {
    const judged = await topics('judge', 'n2', '--no', '2503.00001', '--yes', '2501.00001', '2501.00002');
    assert.match(judged.stdout, /\nbelongs {2}arxiv:2501\.00001 {2}.*\nbelongs {2}arxiv:2501\.00002 .*\nnot {6}arxiv:2503\.00001 /);
    assert.match(judged.stdout, /judged\s+to\s+belong\s+\d/);
    const cleared = await json('judge', 'n2', '--clear', '2503.00001', '2501.00001', '2501.00002');
    assert.deepEqual([cleared.yes, cleared.no, cleared.papers], [[], [], 10]);
  });

  it('changes, renames, is followed and forgotten', async () => {
    assert.match((await topics('change', 'n2', '--about', 'They grasp.')).stdout, /^robot hands .*\nThey grasp\.\n/);
    assert.equal((await topics('rename', 'n2', 'Hands of robots')).stdout, 'n2 is called Hands of robots\n');
    await engine.createProfile({ name: 'ana' });
    assert.match(
      (await topics('follow', 'n2', '--profile', 'ana')).stdout,
      /^ana follows n2, as the topic in words "Hands of robots"\nfollow topic Hands of robots {2}\(event /,
    );
    assert.equal((await topics('forget', 'hands of robots')).stdout, 'forgot n2, Hands of robots\n');
    assert.deepEqual((await json('named')).topics.length, 1);
  });

  it('refuses what cannot be, with a code and a remedy', async () => {
    const wrong: [args: string[], exit: number, code: string][] = [
      [['name', 'Protein structures'], 1, 'TOPIC_EXISTS'],
      [['name', 't4'], 2, 'INVALID_INPUT'],
      [['name', '?'], 2, 'TEXT_EMPTY'],
      [['name', 'x', '--example', '2512.09999'], 1, 'PAPER_NOT_FOUND'],
      [['show', 'n2'], 1, 'TOPIC_NOT_FOUND'],
      [['judge', 'n1'], 2, 'INVALID_INPUT'],
      [['judge', 'nothing', '--yes', '2501.00001'], 1, 'TOPIC_NOT_FOUND'],
      [['change', 'n1'], 2, 'INVALID_INPUT'],
      [['forget', 'n7'], 1, 'TOPIC_NOT_FOUND'],
    ];
    const ends = await Promise.all(wrong.map(([args]) => topics(...args, '--json')));
    for (const [i, [args, exit, name]] of wrong.entries()) {
      const { error } = JSON.parse(ends[i]?.stderr ?? '');
      assert.deepEqual([ends[i]?.code, error.code, typeof error.remedy], [exit, name, 'string'], args.join(' '));
    }
  });
});
