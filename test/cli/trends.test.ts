import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { temporaryFolder } from '../support/temporary.js';
import { openTrendingEngine } from '../support/trending.js';

const { engine, home } = await openTrendingEngine();
after(() => engine.close());
const pictures = await temporaryFolder();
const empty = await temporaryFolder();
const cli = (...args: string[]) => runCli(['trends', ...args], { home });

describe('paperkin trends', () => {
  it('prints topics with mark, the last years, name, id, and what is said of them', async () => {
    const { code, stdout, stderr } = await cli('-n', '2');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^↑ 3\.\d× +[▁▂▃▄▅▆▇█]{10,24} +\S.* {2}t\d+\n +rising: 3\.\d times its share of the year before \([\d.]+–[\d.]+\), since 2025-03 · q < \.001/m,
    );
    assert.match(stdout, /^↓ \.\d\d× /m);
    assert.match(stderr, /^26 weeks from 2025-02-03 beside 52 from 2024-02-05; 4 tested\n4 in all: --limit shows more\n$/);
  });

  it('gives the answer as JSON, by direction and level', async () => {
    const [topics, fields] = await Promise.all([
      cli('topics', '--direction', 'falling', '--json'),
      cli('topics', '--level', 'field', '--json'),
    ]);
    const { trends, total } = JSON.parse(topics.stdout);
    assert.deepEqual([total, trends[0].change.direction], [1, 'falling']);
    assert.equal(JSON.parse(fields.stdout).trends[0].topic.level, 'field');
  });

  it('prints rising terms, and those of a topic', async () => {
    const all = await cli('terms');
    assert.match(all.stdout, /^↑ \d+× +[▁▂▃▄▅▆▇█]+ +tactile skin\n +new: \d+ papers, none in the year before, since 2025-03 · q < \.001$/m);
    assert.match(all.stderr, /counted \d{4}-\d\d-\d\d\n$/);
    const [robots] = (await engine.topicTrends({ direction: 'rising' })).trends;
    const within = await cli('terms', '--topic', robots?.topic.id ?? '', '--json');
    assert.equal(JSON.parse(within.stdout).topic.id, robots?.topic.id);
  });

  it('shows one topic, and draws it', async () => {
    const [robots] = (await engine.topicTrends({ direction: 'rising' })).trends;
    const svg = join(pictures, 'robots.svg');
    const { stdout, stderr } = await cli('show', robots?.topic.id ?? '', '--svg', svg);
    assert.match(stdout, /\n\nfirst papers\nA .* robot hands, number \d+\narxiv:/);
    assert.match(stdout, /\n\ndefining papers: early ones/);
    assert.ok(stderr.startsWith(`chart: ${svg}\n`));
    assert.match(await readFile(svg, 'utf8'), /^<svg [^>]*>.*rising: 3\.\d times/s);
  });

  it('draws lists', async () => {
    const [topics, terms] = [join(pictures, 'topics.svg'), join(pictures, 'terms.svg')];
    await Promise.all([cli('--svg', topics), cli('terms', '--svg', terms)]);
    assert.equal((await readFile(topics, 'utf8')).match(/<g transform="translate\(0 60\)">/g)?.length, 4);
    assert.match(await readFile(terms, 'utf8'), /tactile skin/);
  });

  it('refuses what cannot be, with a code and a remedy', async () => {
    const wrong: [args: string[], home: string, exit: number, code: string][] = [
      [['show', 't999'], home, 1, 'TOPIC_NOT_FOUND'],
      [['topics', '--level', 'galaxy'], home, 2, 'INVALID_INPUT'],
      [['-n', '0'], home, 2, 'INVALID_INPUT'],
      [['topics', '--svg', join(pictures, 'no', 'folder.svg')], home, 1, 'FILE_UNREADABLE'],
      [[], empty, 1, 'TOPICS_MISSING'],
    ];
    const ends = await Promise.all(wrong.map(([args, home]) => runCli(['trends', ...args, '--json'], { home })));
    for (const [i, [args, , exit, name]] of wrong.entries()) {
      const { error } = JSON.parse(ends[i]?.stderr ?? '');
      assert.deepEqual([ends[i]?.code, error.code, typeof error.remedy], [exit, name, 'string'], args.join(' '));
    }
  });

  it('says where there is too little to tell', async () => {
    const { code, stderr } = await runCli(['trends', 'terms'], { home: empty });
    assert.equal(code, 0);
    assert.match(stderr, /There are too few weeks of papers to tell a trend\./);
  });
});
