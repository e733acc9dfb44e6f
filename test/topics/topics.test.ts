import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Engine } from '../../src/engine.js';
import { ALL_SUBJECTS, engineOfSubjects, importRecords, papersOn, type Subject, subjectOf } from '../support/subjects.js';

const FOUR: readonly Subject[] = ['cache', 'protein', 'robots', 'quantum'];

/** Of each topic the subjects of its papers. */
async function subjectsByTopic(engine: Engine): Promise<Map<string, Subject[]>> {
  const subjects = new Map<string, Subject[]>();
  for (const { id } of (await engine.topics()).topics) {
    const { papers } = await engine.topicPapers({ topic: id, k: 1_000 });
    subjects.set(id, [...new Set(papers.flatMap(({ paper }) => subjectOf(paper.id) ?? []))]);
  }
  return subjects;
}

async function topicOf(engine: Engine, subject: Subject): Promise<string> {
  for (const [id, subjects] of await subjectsByTopic(engine)) if (subjects.includes(subject)) return id;
  throw new Error(`no topic on ${subject}`);
}

describe('the topics of some papers', () => {
  it('are their subjects, whose number the papers tell, each with a label that says what it is about', async () => {
    const { engine } = await engineOfSubjects(ALL_SUBJECTS, 20);
    const { topics, papers, outliers } = await engine.updateTopics();
    assert.equal(topics, 6);
    assert.equal(papers + outliers, 120);
    assert.ok(outliers <= 12, `${outliers}`);
    const subjects = await subjectsByTopic(engine);
    assert.deepEqual(
      [...subjects.values()].map((each) => each.length),
      [1, 1, 1, 1, 1, 1],
    );
    const names = (await engine.topics()).topics.map(({ name }) => name).join(' | ');
    for (const said of [/KV cache/, /protein/i, /robot/i, /quantum|qubit|surface code/i, /climate/i, /speech/i]) assert.match(names, said);
    await engine.close();
  });

  it('are as many as are asked for, within fields and made of subtopics', async () => {
    const { engine } = await engineOfSubjects(ALL_SUBJECTS, 15);
    assert.equal((await engine.updateTopics({ topics: 3 })).topics, 3);
    const first = (await engine.topics()).topics[0]?.id ?? '';
    const { above, below, representatives } = await engine.topic({ topic: first });
    assert.equal(above[0]?.level, 'field');
    assert.ok(below.length > 1 && below.every(({ parent, level }) => parent === first && level === 'subtopic'));
    assert.ok(representatives.length > 0);
    await engine.close();
  });

  it('are the same for the same papers and seed', async () => {
    const found = async () => {
      const { engine } = await engineOfSubjects(FOUR, 12);
      await engine.updateTopics({ seed: 5 });
      const { topics } = await engine.topics();
      await engine.close();
      return topics;
    };
    assert.deepEqual(await found(), await found());
  });

  it('are missing until they have been found, and cannot be found without papers', async () => {
    const { engine } = await engineOfSubjects([], 0);
    await assert.rejects(engine.topics(), { code: 'TOPICS_MISSING' });
    await assert.rejects(engine.updateTopics(), { code: 'TOPICS_MISSING' });
    await engine.close();
  });

  it('hold each paper by shares, the nearest topic first', async () => {
    const { engine } = await engineOfSubjects(FOUR, 12);
    await engine.updateTopics({ topics: 4 });
    const [paper] = (await engine.papers({ limit: 1 })).papers;
    const memberships = await engine.topicsOf({ id: paper?.id ?? '' });
    const subjects = await subjectsByTopic(engine);
    assert.deepEqual(subjects.get(memberships[0]?.topic.id ?? ''), [subjectOf(paper?.id ?? '')]);
    assert.ok(memberships.reduce((sum, { share }) => sum + share, 0) <= 1.000001);
    await engine.close();
  });

  it('can be none of nothing: an unknown one is told with its name', async () => {
    const { engine } = await engineOfSubjects(FOUR, 8);
    await engine.updateTopics({ topics: 4 });
    await assert.rejects(engine.topic({ topic: 't999' }), { code: 'TOPIC_NOT_FOUND', value: 't999' });
    await assert.rejects(engine.updateTopics({ topics: 0 }), { code: 'INVALID_INPUT' });
    await engine.close();
  });
});

describe('topics, as papers come', () => {
  it('keep their ids and names, and their papers', async () => {
    const { engine, home } = await engineOfSubjects(FOUR, 20);
    await engine.updateTopics({ topics: 4 });
    const cache = await topicOf(engine, 'cache');
    await engine.renameTopic({ topic: cache, name: 'My caches' });
    const before = await subjectsByTopic(engine);
    await importRecords(
      engine,
      home,
      FOUR.flatMap((subject) => papersOn(subject, 2, 20)),
    );
    assert.equal((await engine.topics()).upToDate, false);
    const { kept, changes } = await engine.updateTopics();
    assert.ok(kept >= 0.95, `${kept}`);
    assert.deepEqual(changes, []);
    assert.deepEqual(await subjectsByTopic(engine), before);
    assert.equal((await engine.topic({ topic: 'my caches' })).id, cache);
    assert.equal((await engine.topicPapers({ topic: cache, k: 100 })).total >= 20, true);
    assert.equal((await engine.topics()).upToDate, true);
    await engine.close();
  });

  it('tell of a topic that was born', async () => {
    const { engine, home } = await engineOfSubjects(FOUR, 20);
    await engine.updateTopics({ topics: 4 });
    const before = new Set((await engine.topics()).topics.map(({ id }) => id));
    await importRecords(engine, home, papersOn('climate', 25));
    const { changes } = await engine.updateTopics();
    const born = changes.filter(({ kind }) => kind === 'birth').flatMap(({ to }) => to);
    const climate = await topicOf(engine, 'climate');
    assert.ok(!before.has(climate));
    assert.ok(born.includes(climate), JSON.stringify(changes));
    await engine.close();
  });

  it('tell of a topic that has outgrown the others, and was split: the greater part keeps its id', async () => {
    const { engine, home } = await engineOfSubjects(ALL_SUBJECTS, 12);
    await engine.updateTopics({ topics: 6 });
    const cache = await topicOf(engine, 'cache');
    await importRecords(engine, home, papersOn('cache', 84, 12));
    const { changes, topics } = await engine.updateTopics();
    assert.equal(topics, 7);
    assert.deepEqual(
      changes.map(({ kind, from, to }) => [kind, from, to.includes(cache), to.length]),
      [['split', [cache], true, 2]],
    );
    await engine.close();
  });

  it('are left alone where nothing has come', async () => {
    const { engine } = await engineOfSubjects(FOUR, 10);
    await engine.updateTopics();
    const before = await engine.topics();
    assert.equal((await engine.updateTopics()).kept, 1);
    assert.deepEqual(await engine.topics(), before);
    await engine.close();
  });

  it('keep names even when all is found anew', async () => {
    const { engine } = await engineOfSubjects(FOUR, 15);
    await engine.updateTopics({ topics: 4 });
    await engine.renameTopic({ topic: await topicOf(engine, 'robots'), name: 'Hands' });
    await engine.updateTopics({ anew: true, seed: 99, topics: 4 });
    assert.deepEqual((await subjectsByTopic(engine)).get((await engine.topic({ topic: 'Hands' })).id), ['robots']);
    await engine.close();
  });
});

describe('topics that a person edits', () => {
  it('can be merged and taken apart again, and updates leave that', async () => {
    const { engine, home } = await engineOfSubjects(FOUR, 20);
    await engine.updateTopics({ topics: 4 });
    const [cache, protein] = [await topicOf(engine, 'cache'), await topicOf(engine, 'protein')];
    const merged = await engine.mergeTopics({ topics: [cache, protein] });
    assert.equal(merged.topics, 3);
    assert.deepEqual(
      merged.changes.map(({ kind, manual, to }) => ({ kind, manual, to })),
      [{ kind: 'merge', manual: true, to: [cache] }],
    );
    await importRecords(engine, home, papersOn('cache', 4, 20));
    await engine.updateTopics();
    assert.deepEqual((await subjectsByTopic(engine)).get(cache)?.sort(), ['cache', 'protein']);
    const split = await engine.splitTopic({ topic: cache });
    assert.equal(split.topics, 4);
    assert.deepEqual(
      [...(await subjectsByTopic(engine)).values()].map((subjects) => subjects.length),
      [1, 1, 1, 1],
    );
    await engine.close();
  });

  it('get the name of their terms back when theirs is taken away', async () => {
    const { engine } = await engineOfSubjects(FOUR, 8);
    await engine.updateTopics({ topics: 4 });
    const { id, name } = (await engine.topics()).topics[0] ?? { id: '', name: '' };
    await engine.renameTopic({ topic: id, name: 'Mine' });
    assert.equal((await engine.renameTopic({ topic: id, name: '' })).name, name);
    await engine.close();
  });

  it('are told what cannot be done with them', async () => {
    const { engine } = await engineOfSubjects(FOUR, 8);
    await engine.updateTopics({ topics: 4 });
    const [topic] = (await engine.topics()).topics;
    const [field] = (await engine.topics({ level: 'field' })).topics;
    await assert.rejects(engine.mergeTopics({ topics: [topic?.id ?? '', topic?.id ?? ''] }), { code: 'INVALID_INPUT' });
    await assert.rejects(engine.splitTopic({ topic: field?.id ?? '' }), { code: 'INVALID_INPUT' });
    await assert.rejects(engine.splitTopic({ topic: topic?.id ?? '', into: 9 }), { code: 'INVALID_INPUT' });
    await engine.close();
  });
});
