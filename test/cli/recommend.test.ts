import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
await engine.createProfile({ name: 'ana', like: ['2501.00001', '2501.00002', '2503.00001', '2503.00002'] });

const cli = (...args: string[]) => runCli(args, { home });
const recommend = (...args: string[]) => cli('recommend', 'ana', '--exploration', '0', ...args);

describe('paperkin recommend', () => {
  it('prints picks with their reasons, and what the scores are made of', async () => {
    const { code, stdout, stderr } = await recommend('-k', '3', '--parts');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(
      stdout,
      /^1 {2} +-?\d+\.\d\d {2}A \w+ approach to .*\n +arxiv:250\d\.\d{5} {2}Ada Example\d, Alan Sample\d · 2025-0\d-\d\d\n/,
    );
    assert.match(stdout, /\n +because you liked “A \w+ approach to [^”]+” \(meaning \.\d\d, words \.\d\d\)\n +both have \w+/);
    assert.match(stdout, /\n +\d\.\d\d {2}near your likes in meaning\n/);
  });

  it('marks what it printed as seen, so that the next list has others', async () => {
    const { stdout, stderr } = await recommend('-k', '2', '--category', 'cs.RO', '--mark-seen', '--json');
    const ids = JSON.parse(stdout).picks.map(({ paper }: { paper: { id: string } }) => paper.id);
    assert.ok(ids.length === 2 && ids.every((id: string) => id.startsWith('arxiv:2503')));
    assert.match(stderr, /^2 marked as seen \(event [0-9a-f-]{36}\)\n$/);
    const { picks } = await engine.recommend({ profile: 'ana', k: 20, exploration: 0 });
    assert.ok(picks.length > 2 && picks.every(({ paper }) => !ids.includes(paper.id)));
    const why = (await cli('why-not', 'ana', ids[0])).stdout;
    assert.match(why, /\nYou have seen it in an earlier list\.\nWithout that it would be number \d+ of \d+ weighed/);
  });

  it('lists interests and edits them', async () => {
    const list = await cli('interests', 'ana');
    const [id = ''] = /(?<=2 likes {2})[0-9a-f]{8}$/m.exec(list.stdout) ?? [];
    assert.match(list.stdout, /^ 50% {2}\S.* {2}2 likes {2}[0-9a-f]{8}\n/);
    const [renamed] = await Promise.all([
      cli('interests', 'ana', 'rename', id, 'my', 'thing'),
      cli('interests', 'ana', 'boost', id, '3'),
      cli('interests', 'ana', 'pin', id),
    ]);
    assert.match(renamed.stdout, /^interest [0-9a-f]{8} {2}\(event /);
    assert.match((await cli('interests', 'ana')).stdout, new RegExp(`^ 75% {2}my thing {2}2 likes {2}${id} {2}pinned\\n`));
    const { likes } = (await engine.interests({ profile: 'ana' })).find((each) => each.id === id) ?? assert.fail();
    const { added } = JSON.parse((await cli('interests', 'ana', 'split', id, likes[0] ?? '', '--json')).stdout);
    assert.deepEqual(
      added.map(({ papers }: { papers: string[] }) => papers),
      [[likes[1]], [likes[0]]],
    );
  });

  it('refuses what cannot be, with a code and a remedy', async () => {
    const wrong: [args: string[], exit: number, code: string][] = [
      [['recommend', 'nobody'], 1, 'PROFILE_NOT_FOUND'],
      [['recommend', 'ana', '--exploration', '0.9'], 2, 'INVALID_INPUT'],
      [['why-not', 'ana', '2501.99999'], 1, 'PAPER_NOT_FOUND'],
      [['interests', 'ana', 'mute'], 2, 'INVALID_INPUT'],
      [['interests', 'ana', 'mute', 'nothing'], 1, 'INTEREST_NOT_FOUND'],
      [['interests', 'ana', 'boost', 'nothing', 'much'], 2, 'INVALID_INPUT'],
    ];
    const ends = await Promise.all(wrong.map(([args]) => cli(...args, '--json')));
    for (const [i, [args, exit, name]] of wrong.entries()) {
      const { error } = JSON.parse(ends[i]?.stderr ?? '');
      assert.deepEqual([ends[i]?.code, error.code, typeof error.remedy], [exit, name, 'string'], args.join(' '));
    }
  });
});
