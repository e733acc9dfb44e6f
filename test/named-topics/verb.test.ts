import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());

const paper = (subject: number, number: number) => `arxiv:250${subject}.0000${number}`;
const idsOf = async (topic: string) => (await engine.namedTopicPapers({ topic, k: 100 })).papers.map(({ paper }) => paper.id);
const isOf = (subject: number) => (id: string) => id.startsWith(`arxiv:250${subject}.`);

describe('a named topic', () => {
  it('is made of a name, and has the papers that it means, each with what makes its score', async () => {
    const made = await engine.createNamedTopic({ name: '  protein structures ' });
    assert.deepEqual([made.id, made.name, made.papers, made.upToDate, made.literal], ['n1', 'protein structures', 10, true, 10]);
    const { papers, total, topic } = await engine.namedTopicPapers({ topic: 'n1' });
    assert.deepEqual([total, topic.papers, papers.every(({ paper: { id } }) => isOf(2)(id))], [10, 10, true]);
    for (const { score, parts } of papers) {
      assert.ok(score > made.threshold);
      assert.ok(Math.abs(score - (parts.name + parts.words + parts.learnt + parts.feedback)) < 1e-9);
    }
    assert.deepEqual(
      papers.map(({ score }) => score),
      papers.map(({ score }) => score).sort((a, b) => b - a),
    );
    const newest = await engine.namedTopicPapers({ topic: 'n1', k: 2, sort: 'date' });
    assert.deepEqual(
      newest.papers.map(({ paper: { id } }) => id),
      [paper(2, 9), paper(2, 8)],
    );
  });

  it('is found by its id and by its name in whatever case, and its name is taken', async () => {
    assert.equal((await engine.namedTopic({ topic: 'PROTEIN  Structures' })).id, 'n1');
    assert.equal((await engine.namedTopic({ topic: 'N1' })).id, 'n1');
    await assert.rejects(engine.createNamedTopic({ name: 'Protein structures' }), { code: 'TOPIC_EXISTS', value: 'Protein structures' });
    await assert.rejects(engine.createNamedTopic({ name: 't7' }), { code: 'INVALID_INPUT', message: /looks like the id/ });
    await assert.rejects(engine.createNamedTopic({ name: '?!' }), { code: 'TEXT_EMPTY' });
    await assert.rejects(engine.createNamedTopic({ name: 'x', examples: ['2512.09999'] }), { code: 'PAPER_NOT_FOUND' });
    for (const id of ['n9', 'nothing of the kind'])
      for (const ask of [engine.namedTopic({ topic: id }), engine.namedTopicPapers({ topic: id }), engine.removeNamedTopic({ topic: id })])
        await assert.rejects(ask, { code: 'TOPIC_NOT_FOUND' });
    await assert.rejects(engine.findNamedTopic({ topic: 'n9' }), { code: 'TOPIC_NOT_FOUND' });
    assert.equal(await engine.findNamedTopic({ topic: 'nothing of the kind' }), undefined);
  });

  it('has what was judged to belong and not what was judged not to, until it is taken back', async () => {
    const judged = await engine.judgeNamedTopic({ topic: 'n1', yes: ['2503.00001', '2503.00001v2'], no: ['2502.00004'] });
    assert.deepEqual(
      [judged.yes, judged.no].map((list) => list.map(({ id }) => id)),
      [[paper(3, 1)], [paper(2, 4)]],
    );
    assert.match(judged.no[0]?.title ?? '', /frozen approach/);
    const ids = await idsOf('n1');
    assert.deepEqual([ids.includes(paper(3, 1)), ids.includes(paper(2, 4)), ids.length], [true, false, judged.papers]);
    const turned = await engine.judgeNamedTopic({ topic: 'n1', yes: [paper(2, 4)], no: [paper(3, 1)] });
    assert.deepEqual(
      [turned.yes, turned.no].map((list) => list.map(({ id }) => id)),
      [[paper(2, 4)], [paper(3, 1)]],
    );
    const cleared = await engine.judgeNamedTopic({ topic: 'n1', clear: [paper(2, 4), paper(3, 1), '2512.09999'] });
    assert.deepEqual([cleared.yes, cleared.no, cleared.papers], [[], [], 10]);
    await assert.rejects(engine.judgeNamedTopic({ topic: 'n1' }), { code: 'INVALID_INPUT', message: /judges nothing/ });
    await assert.rejects(engine.judgeNamedTopic({ topic: 'n1', yes: ['2512.09999'] }), { code: 'PAPER_NOT_FOUND' });
  });

  it('is changed in name, description and examples', async () => {
    const made = await engine.createNamedTopic({ name: 'hands', description: 'Robot hands that grasp.', examples: ['2503.00002'] });
    assert.deepEqual([made.id, made.description, made.examples.map(({ id }) => id)], ['n2', 'Robot hands that grasp.', [paper(3, 2)]]);
    assert.ok((await idsOf('hands')).includes(paper(3, 2)));
    const changed = await engine.changeNamedTopic({ topic: 'n2', name: 'Robot hands', description: '' });
    assert.deepEqual(
      [changed.name, changed.description, changed.examples.length, changed.created],
      ['Robot hands', undefined, 1, made.created],
    );
    assert.equal((await engine.changeNamedTopic({ topic: 'n2', examples: [] })).examples.length, 0);
    // In another case it is the same name, and its own.
    assert.equal((await engine.changeNamedTopic({ topic: 'n2', name: 'ROBOT hands' })).name, 'ROBOT hands');
    await assert.rejects(engine.changeNamedTopic({ topic: 'n2', name: 'protein structures' }), { code: 'TOPIC_EXISTS' });
    await assert.rejects(engine.changeNamedTopic({ topic: 'n2' }), { code: 'INVALID_INPUT', message: /changes nothing/ });
  });

  it('is followed by its name', async () => {
    await engine.createProfile({ name: 'ana' });
    const { topic, added } = await engine.followNamedTopic({ profile: 'ana', topic: 'n1' });
    assert.deepEqual([topic, added.length], [{ id: 'n1', name: 'protein structures' }, 1]);
    assert.deepEqual((await engine.profile({ profile: 'ana' })).topics, ['protein structures']);
  });
});

describe('a named topic as a filter', () => {
  it('holds for search, likeness, lists and picks, by id or name, where no topics have been found', async () => {
    const topic = ['Protein structures'];
    const found = await engine.search({ query: 'a robust approach', k: 30, filter: { topic } });
    assert.ok(found.results.length === 10 && found.results.every(({ paper: { id } }) => isOf(2)(id)));
    const alike = await engine.similar({ ids: ['2503.00001'], k: 30, filter: { topic: ['n1'] } });
    assert.ok(alike.results.length === 10 && alike.results.every(({ paper: { id } }) => isOf(2)(id)));
    assert.equal((await engine.papers({ topic: ['n1', 'n2'] })).papers.length, 20);
    await engine.createProfile({ name: 'bo', like: ['2503.00001'] });
    const { picks } = await engine.recommend({ profile: 'bo', filter: { topic } });
    assert.ok(picks.length > 0 && picks.every(({ paper: { id } }) => isOf(2)(id)));
    await assert.rejects(engine.papers({ topic: ['n9'] }), { code: 'TOPIC_NOT_FOUND' });
    await assert.rejects(engine.papers({ topic: ['t1'] }), { code: 'TOPICS_MISSING' });
  });

  it('goes before a topic that was found and is called the same, which keeps its id', async () => {
    await engine.updateTopics({ topics: 3, outliers: 0 });
    const [other] = await engine.topicsOf({ id: '2501.00001' });
    const id = other?.topic.id ?? '';
    await engine.renameTopic({ topic: id, name: 'Protein structures' });
    assert.ok((await engine.papers({ topic: ['protein structures'] })).papers.every((one) => isOf(2)(one.id)));
    assert.ok((await engine.papers({ topic: [id] })).papers.every((one) => isOf(1)(one.id)));
  });
});

describe('named topics', () => {
  it('outlive topics that are found anew, and are read by the next process without being looked for again', async () => {
    await engine.updateTopics({ topics: 2, anew: true });
    const other = await openEngine({ home });
    try {
      const list = await other.namedTopics();
      assert.deepEqual(
        list.map(({ id, name, papers, upToDate }) => [id, name, papers, upToDate]),
        [
          ['n1', 'protein structures', 10, true],
          ['n2', 'ROBOT hands', 10, true],
        ],
      );
      assert.deepEqual(await other.namedTopicPapers({ topic: 'n1' }), await engine.namedTopicPapers({ topic: 'n1' }));
    } finally {
      await other.close();
    }
  });

  it('are listed as they were last, and looked for again when they are asked for, after papers have come', async () => {
    const file = join(home, 'more.jsonl');
    const abstract = 'Predicts the structure of proteins from their sequences and from related families.';
    await writeFile(file, JSON.stringify({ id: '2502.00011', title: 'A new approach to protein structures', abstract }));
    await engine.importPapers({ path: file });
    const before = (await engine.namedTopics())[0];
    assert.deepEqual([before?.papers, before?.upToDate], [10, false]);
    assert.ok((await idsOf('n1')).includes('arxiv:2502.00011'));
    const now = (await engine.namedTopics())[0];
    assert.deepEqual([now?.papers, now?.upToDate], [11, true]);
  });

  it('are found anew where what was kept is lost or damaged', async () => {
    const folder = join(home, 'topics', 'named');
    assert.deepEqual((await readdir(folder)).sort(), ['n1.json', 'n2.json']);
    await writeFile(join(folder, 'n1.json'), '{');
    await rm(join(folder, 'n2.json'));
    const other = await openEngine({ home });
    try {
      assert.deepEqual(
        (await other.namedTopics()).map(({ papers, upToDate }) => [papers, upToDate]),
        [
          [11, true],
          [10, true],
        ],
      );
    } finally {
      await other.close();
    }
  });

  it('are forgotten with all that was kept of them, and their ids not given again', async () => {
    assert.deepEqual(await engine.removeNamedTopic({ topic: 'robot hands' }), { id: 'n2', name: 'ROBOT hands' });
    await assert.rejects(engine.namedTopic({ topic: 'n2' }), { code: 'TOPIC_NOT_FOUND' });
    assert.deepEqual(await readdir(join(home, 'topics', 'named')), ['n1.json']);
    assert.equal((await engine.createNamedTopic({ name: 'Robot hands' })).id, 'n3');
  });

  it('can be asked for together, and are looked for once', async () => {
    const file = join(home, 'one-more.jsonl');
    const abstract = 'Lets a robot hand learn to grasp everyday things from camera images and demonstrations.';
    await writeFile(file, JSON.stringify({ id: '2503.00011', title: 'A new approach to robot hands', abstract }));
    await engine.importPapers({ path: file });
    const folder = join(home, 'topics', 'named');
    const written: (string | null)[] = [];
    const watcher = watch(folder, (event, name) => event === 'rename' && written.push(name));
    const all = await Promise.all(Array.from({ length: 5 }, () => engine.namedTopicPapers({ topic: 'n3' })));
    // Told in the order of what happens, so that nothing is still to be told of what was before.
    await writeFile(join(folder, 'last'), '');
    while (!written.includes('last')) await new Promise((resolve) => setTimeout(resolve, 5));
    watcher.close();
    await rm(join(folder, 'last'));
    for (const one of all) assert.deepEqual(one, all[0]);
    assert.equal(all[0]?.total, 11);
    assert.equal(written.filter((name) => name === 'n3.json').length, 1);
  });

  it('have no papers where there are none', async () => {
    const empty = await openEngine({ home: await temporaryFolder() });
    try {
      assert.deepEqual((await empty.createNamedTopic({ name: 'KV cache' })).papers, 0);
      assert.deepEqual((await empty.papers({ topic: ['kv cache'] })).papers, []);
    } finally {
      await empty.close();
    }
  });

  it('are given up when the engine is closed meanwhile', async () => {
    const other = await openEngine({ home });
    // One is looked for at a time: those behind it cannot have been found when it is closed.
    const making = ['key-value cache', 'everyday things', 'families of proteins'].map((name) =>
      other.createNamedTopic({ name }).catch((error: unknown) => error),
    );
    while (!(await other.status()).jobs.some(({ name, running }) => name === 'named topics' && running))
      await new Promise((resolve) => setTimeout(resolve, 1));
    await other.close();
    const failed = (await Promise.all(making)).filter((made) => made instanceof Error);
    assert.ok(failed.length > 0);
    for (const error of failed) assert.ok('code' in error && error.code === 'INTERRUPTED', String(error));
    assert.equal((await engine.namedTopic({ topic: 'key-value cache' })).papers, 10);
  });
});
