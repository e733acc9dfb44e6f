import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';
import { openTrendingEngine } from '../support/trending.js';

const { engine, home } = await openTrendingEngine();
const few = (await openTestEngine()).engine;
after(async () => {
  await engine.close();
  await few.close();
});

describe('trends of topics', () => {
  it('tell what rises and falls, and that growth of the whole is no rise', async () => {
    const { trends: all, total, tested, compared, upToDate } = await engine.topicTrends();
    assert.deepEqual([total, tested, upToDate], [4, 4, true]);
    const told = all.map(({ topic, change }) => [subjectOf(topic.name), change.direction]);
    assert.deepEqual(told.slice(0, 2).sort(), [
      ['parsers', 'falling'],
      ['robots', 'rising'],
    ]);
    assert.deepEqual(told.slice(2).sort(), [
      ['caches', 'steady'],
      ['proteins', 'steady'],
    ]);
    assert.deepEqual([compared?.recent.weeks, compared?.before.weeks], [26, 52]);
    assert.equal(all[0]?.change.since, '2025-03');
  });

  it('can be asked for by direction and level', async () => {
    const rising = await engine.topicTrends({ direction: 'rising' });
    assert.deepEqual([rising.total, rising.trends.map(({ topic }) => subjectOf(topic.name))], [1, ['robots']]);
    const fields = await engine.topicTrends({ level: 'field', limit: 1 });
    assert.ok(fields.trends.every(({ topic }) => topic.level === 'field') && fields.trends.length === 1);
  });

  it('add up to the papers of the topic, month by month', async () => {
    const { trends: all, timeline } = await engine.topicTrends();
    assert.deepEqual([timeline.periods[0], timeline.period], ['2024-01', 'month']);
    for (const { topic, counts } of all) assert.equal(sum(counts), topic.papers);
    assert.equal(sum(timeline.totals), sum(all.map(({ topic }) => topic.papers)));
  });

  it('show one topic with its first papers and those that defined it', async () => {
    const [robots] = (await engine.topicTrends({ direction: 'rising' })).trends;
    const view = await engine.topicTrend({ topic: robots?.topic.id ?? '' });
    assert.deepEqual(view.change, robots?.change);
    assert.deepEqual(
      view.first.map(({ published }) => published),
      view.first.map(({ published }) => published).sort(),
    );
    assert.equal(view.first.length, 5);
    assert.ok((view.first[0]?.published ?? '') < '2024-04' && view.defining.every(({ title }) => title.includes('robot hands')));
    assert.equal((await engine.topicTrend({ topic: robots?.topic.name ?? '' })).topic.id, robots?.topic.id);
  });

  it('say what is missing', async () => {
    await assert.rejects(engine.topicTrend({ topic: 't999' }), { code: 'TOPIC_NOT_FOUND' });
    await assert.rejects(few.topicTrends(), { code: 'TOPICS_MISSING' });
    await assert.rejects(few.termTrends({ topic: 't1' }), { code: 'TOPICS_MISSING' });
    await assert.rejects(engine.topicTrends({ limit: 0 }), { code: 'INVALID_INPUT' });
  });
});

describe('trends of terms', () => {
  it('name what rises as papers write it, with papers that have it', async () => {
    const { trends: rising, tested, upToDate } = await engine.termTrends();
    assert.ok(tested > 20 && upToDate);
    const skin = rising.find(({ term }) => term === 'tactile skin');
    assert.deepEqual([skin?.change.direction, skin?.change.before, skin?.change.since], ['rising', 0, '2025-03']);
    assert.ok(skin && skin.examples.length === 3 && skin.examples.every(({ title }) => title.includes('robot hands')));
  });

  it('put what the same papers have together', async () => {
    const { trends: falling } = await engine.termTrends({ direction: 'falling' });
    const [first] = falling;
    assert.equal(falling.length, 1);
    assert.ok([first?.term, ...(first?.also ?? [])].includes('sentence parsers'));
  });

  it('are kept on disk until papers come', async () => {
    const { made } = await engine.termTrends();
    const file = join(home, 'topics', 'trends.json');
    const kept = JSON.parse(await readFile(file, 'utf8'));
    assert.equal(kept.made, made);
    const another = await openEngine({ home });
    try {
      assert.equal((await another.termTrends()).made, made);
      await writeFile(
        join(home, 'more.jsonl'),
        JSON.stringify({ id: '2509.00001', title: 'A newcomer', abstract: 'It is new.', published: '2025-08-01' }),
      );
      await another.importPapers({ path: join(home, 'more.jsonl') });
      const stale = await another.termTrendsAtHand();
      assert.deepEqual([stale?.made, stale?.upToDate], [made, false]);
      const fresh = await another.termTrends();
      assert.ok(fresh.made > made && fresh.upToDate);
      assert.equal((await another.topicTrends()).upToDate, false);
    } finally {
      await another.close();
    }
  });

  it('are counted anew where the file cannot be read', async () => {
    await writeFile(join(home, 'topics', 'trends.json'), '{"made":');
    const another = await openEngine({ home });
    try {
      assert.equal(await another.termTrendsAtHand(), undefined);
      assert.ok((await another.termTrends()).trends.length > 0);
    } finally {
      await another.close();
    }
  });

  it('can be counted within a topic', async () => {
    const [robots] = (await engine.topicTrends({ direction: 'rising' })).trends;
    const within = await engine.termTrends({ topic: robots?.topic.id ?? '' });
    assert.equal(within.topic?.id, robots?.topic.id);
    assert.equal(sum(within.timeline.totals), robots?.topic.papers);
  });

  it('stop when they are told to', async () => {
    const another = await openTestEngine();
    await assert.rejects(another.engine.termTrends({}, { signal: AbortSignal.abort() }), { code: 'INTERRUPTED' });
    await another.engine.close();
  });

  it('are unknown, and not steady, where there is too little to test', async () => {
    const engine = await openEngine({ home: await temporaryFolder() });
    try {
      const { trends: none, tested, compared, total } = await engine.termTrends();
      assert.deepEqual([none, tested, compared, total], [[], 0, undefined, 0]);
      await few.updateTopics({ topics: 3 });
      const { trends: all } = await few.topicTrends();
      assert.deepEqual(
        all.map(({ change: { direction, ratio } }) => [direction, ratio]),
        Array.from({ length: 3 }, () => ['unknown', undefined]),
      );
    } finally {
      await engine.close();
    }
  });
});

function subjectOf(name: string): string {
  const subjects = { robots: /robot|grasp|camera/, parsers: /parse|grammar|newspaper/, caches: /cache/, proteins: /protein/ };
  return Object.entries(subjects).find(([, words]) => words.test(name))?.[0] ?? name;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, n) => all + n, 0);
}
