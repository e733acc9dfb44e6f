import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { createApp } from '../../src/server/app.js';
import type { TermTrends } from '../../src/trends/answer.js';
import { temporaryFolder } from '../support/temporary.js';
import { openTrendingEngine } from '../support/trending.js';

const { engine } = await openTrendingEngine();
const empty = await openEngine({ home: await temporaryFolder() });
after(async () => {
  await engine.close();
  await empty.close();
});
const app = createApp(engine);
const [robots] = (await engine.topicTrends({ direction: 'rising' })).trends;
const id = robots?.topic.id ?? '';

async function get(path: string, of = app) {
  const response = await of.request(path);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('trends over HTTP', () => {
  it('are what the engine says', async () => {
    const json = async (path: string): Promise<unknown> => JSON.parse((await get(path)).text);
    assert.deepEqual(
      await json('/api/trends/topics?level=topic&direction=falling&limit=3'),
      plain(await engine.topicTrends({ direction: 'falling', limit: 3 })),
    );
    assert.deepEqual(await json(`/api/trends/topics/${id}`), plain(await engine.topicTrend({ topic: id })));
    const terms = await json('/api/trends/terms?limit=1');
    assert.deepEqual(terms, plain(await engine.termTrends({ limit: 1 })));
    assert.equal((terms as TermTrends).trends[0]?.term, 'tactile skin');
  });

  it('are an error where they cannot be had', async () => {
    for (const [path, status, code, of] of [
      ['/api/trends/topics/t999', 404, 'TOPIC_NOT_FOUND', app],
      ['/api/trends/topics?level=galaxy', 400, 'INVALID_INPUT', app],
      ['/api/trends/topics?limit=many', 400, 'INVALID_INPUT', app],
      ['/api/trends/terms?topic=t999', 404, 'TOPIC_NOT_FOUND', app],
      ['/api/trends/topics', 404, 'TOPICS_MISSING', createApp(empty)],
    ] as const) {
      const answer = await get(path, of);
      assert.deepEqual([answer.status, JSON.parse(answer.text).error.code], [status, code], path);
    }
  });

  it('are a picture, with a policy that lets it be dark and nothing else', async () => {
    const { status, headers, text } = await get(`/trends/topics/${id}.svg`);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^image\/svg\+xml/);
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'unsafe-inline'/);
    assert.match((await get('/trends')).headers.get('content-security-policy') ?? '', /style-src 'self'/);
    assert.match(text, /^<svg /);
  });
});

describe('the pages of trends', () => {
  it('show topics that rise and fall with their charts, and rising terms', async () => {
    await engine.termTrends();
    const { status, text } = await get('/trends');
    assert.equal(status, 200);
    assert.match(text, /4 topics tested together/);
    assert.match(text, new RegExp(`<a href="/trends/topics/${id}">`));
    assert.match(text, /<span class="trend rising" title="rising: 3\.\d times[^"]*"><span aria-hidden="true">↑ 3\.\d×<\/span>/);
    assert.equal(text.match(/<svg /g)?.length, 2);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name);
    assert.equal(new Set(ids).size, ids.length);
    assert.match(text, /<strong>tactile skin<\/strong>/);
    assert.doesNotMatch(text, /<style|<script| style=/);
  });

  it('show one topic, in a heading order that steps by one', async () => {
    const { text } = await get(`/trends/topics/${id}`);
    assert.match(text, /First papers<\/h2>/);
    for (const page of [text, (await get('/trends?level=field')).text]) {
      const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
      assert.ok(levels[0] === 1 && levels.every((level, i) => i === 0 || (level > 1 && level <= (levels[i - 1] ?? 0) + 1)), String(levels));
    }
  });

  it('escape names that people give', async () => {
    await engine.renameTopic({ topic: id, name: '<script>alert(1)</script> & "robots"' });
    for (const path of ['/trends', `/trends/topics/${id}`, `/trends/topics/${id}.svg`]) {
      const { text } = await get(path);
      assert.doesNotMatch(text, /<script/i, path);
      assert.match(text, /&lt;script/, path);
    }
  });

  it('say how to begin where there are no topics', async () => {
    const app = createApp(empty);
    await empty.termTrends();
    const { status, text } = await get('/trends', app);
    assert.equal(status, 200);
    assert.match(text, /paperkin topics update/);
    assert.match(text, /too few weeks of papers/);
    assert.equal((await get('/trends/topics/t1', app)).status, 404);
  });
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
