import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { runCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const { readers, recommender, topics } = engine;

/** Of the three subjects of the papers, the topic that has the second one's. */
await topics.update({ topics: 3, outliers: 0 });
const [[proteins], [robots]] = await Promise.all([topics.of('2502.00001'), topics.of('2503.00001')]);
const topic = proteins?.topic.id ?? '';
const other = robots?.topic.id ?? '';
const isOfProteins = (id: string) => id.startsWith('arxiv:2502.');

const idsOf = (papers: readonly { paper: { id: string } }[]) => papers.map(({ paper }) => paper.id);

describe('a filter by topic', () => {
  it('lets in the papers of the topic alone, in answers, neighbours, lists and picks', async () => {
    const filter = { topic: [topic] };
    await readers.create('ana', { like: ['2501.00001'] });
    const [found, near, { papers }, { picks, allowed }] = await Promise.all([
      engine.search({ query: 'approach', k: 100, filter }),
      engine.similar({ ids: ['2501.00001'], k: 100, filter }),
      engine.papers({ topic: [topic], limit: 100 }),
      recommender.recommend({ profile: 'ana', k: 100, filter }),
    ]);
    const answers = [idsOf(found.results), idsOf(near.results), papers.map(({ id }) => id), idsOf(picks)];
    for (const ids of answers) assert.deepEqual([ids.length, ids.every(isOfProteins)], [10, true]);
    assert.equal(allowed, 10);
  });

  it('takes names as well as ids, and several as alternatives', async () => {
    const { name } = await topics.rename({ topic, name: 'Folding, and more' });
    const ids = idsOf((await engine.search({ query: 'approach', k: 100, filter: { topic: [name.toUpperCase()] } })).results);
    assert.deepEqual([ids.length, ids.every(isOfProteins)], [10, true]);
    const both = idsOf((await engine.search({ query: 'approach', k: 100, filter: { topic: [name, other] } })).results);
    assert.deepEqual([both.length, both.some(isOfProteins), both.every(isOfProteins)], [20, true, false]);
  });

  it('holds beside ids and profiles', async () => {
    const [own, isQuery] = ['arxiv:2502.00003', 'arxiv:2501.00003'];
    await readers.create('bob', { like: [own, isQuery, '2502.00004'] });
    const filter = { topic: [topic], ids: [own, isQuery], inProfile: 'bob' };
    assert.deepEqual(idsOf((await engine.search({ query: 'approach', filter })).results), [own]);
    const unknown = await engine.search({ query: 'approach', k: 100, filter: { topic: [topic], notInProfile: 'bob' } });
    assert.equal(unknown.results.length, 8);
  });

  it('goes through a topic page by page, newest first, each paper once', async () => {
    const seen: { id: string; published?: string | undefined }[] = [];
    let cursor: string | undefined;
    do {
      const page = await engine.papers({ topic: [topic, other], limit: 3, cursor });
      seen.push(...page.papers);
      cursor = page.next;
    } while (cursor !== undefined);
    assert.equal(new Set(seen.map(({ id }) => id)).size, 20);
    const days = seen.map(({ published }) => published ?? '');
    assert.deepEqual(days, days.slice().sort().reverse());
    await assert.rejects(engine.papers({ topic: [topic], cursor: 'garbage' }), { code: 'INVALID_INPUT' });
  });

  it('says why a paper is not among picks, and gives picks of topics as they are now', async () => {
    const asked = { profile: 'ana', k: 100, filter: { topic: [topic] } };
    const { obstacles } = await recommender.whyNot({ ...asked, paper: '2503.00001' });
    assert.deepEqual(obstacles, [{ kind: 'rule', rule: { filter: { topic: [topic] } } }]);
    const before = await recommender.recommend(asked);
    await topics.merge({ topics: [topic, other] });
    assert.deepEqual([before.picks.length, (await recommender.recommend(asked)).picks.length], [10, 20]);
  });

  it('refuses a topic that there is not, and is no rule of a profile', async () => {
    await assert.rejects(engine.search({ query: 'x', filter: { topic: ['t99'] } }), { code: 'TOPIC_NOT_FOUND', value: 't99' });
    await assert.rejects(engine.papers({ topic: ['nothing'] }), { code: 'TOPIC_NOT_FOUND' });
    // The first of several: a name is looked for longer than an id, and must not be overtaken.
    for (let i = 0; i < 20; i++)
      await assert.rejects(engine.papers({ topic: ['nothing', 't99', 'n99'] }), { code: 'TOPIC_NOT_FOUND', value: 'nothing' });
    await assert.rejects(readers.act('ana', [{ kind: 'rules', set: { filter: { topic: [topic] } } }]), { code: 'INVALID_INPUT' });
    const { engine: fresh } = await openTestEngine();
    await assert.rejects(fresh.similar({ text: 'x', filter: { topic: ['t1'] } }), { code: 'TOPICS_MISSING' });
    await fresh.close();
  });

  it('is asked for over HTTP as a parameter or in a body, and by an option of the commands', async () => {
    const app = createApp(engine);
    const get = async (path: string) => (await app.request(path)).json() as Promise<Record<string, { paper?: { id: string } }[]>>;
    for (const [path, key] of [
      ['/api/search?q=approach&k=100', 'results'],
      ['/api/papers/2501.00001/similar?k=100', 'results'],
      ['/api/papers?limit=100', 'papers'],
      ['/api/profiles/ana/picks?k=100', 'picks'],
    ] as const) {
      assert.equal((await get(`${path}&topic=${topic}`))[key]?.length, 20, path);
      assert.equal((await get(`${path}&topic=${topic}&topic=${topic}`))[key]?.length, 20, path);
    }
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: 'approach', k: 100, filter: { topic: [topic] } });
    const posted = (await (await app.request('/api/search', { method: 'POST', headers, body })).json()) as { results: unknown[] };
    assert.equal(posted.results.length, 20);
    assert.equal((await app.request('/api/search?q=x&topic=t99')).status, 404);

    for (const [args, key] of [
      [['search', 'approach', '-k', '100'], 'results'],
      [['similar', '2501.00001', '-k', '100'], 'results'],
      [['list', '-n', '100'], 'papers'],
      [['recommend', 'ana', '-k', '100'], 'picks'],
    ] as const) {
      const { stdout, stderr } = await runCli([...args, '--json', '--topic', topic], { home });
      assert.equal(JSON.parse(stdout)[key].length, 20, stderr);
    }
    assert.match(
      (await runCli(['list', '-n', '2', '--topic', topic], { home })).stderr,
      new RegExp(`^More: paperkin list -n 2 --topic ${topic} --cursor`),
    );
  });

  it('knows papers that came since as soon as topics are brought up to date', async () => {
    const file = join(home, 'late.jsonl');
    const late = { id: '2505.00001', title: 'A late approach to protein structures', abstract: 'It predicts the structure of proteins.' };
    await writeFile(file, JSON.stringify(late));
    await engine.importPapers(file);
    const count = async () => (await engine.papers({ topic: [topic], limit: 100 })).papers.length;
    assert.equal(await count(), 20);
    await topics.update();
    assert.equal(await count(), 21);
  });
});
