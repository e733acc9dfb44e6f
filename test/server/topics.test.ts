import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import type { Membership, TopicList, TopicSummary, TopicUpdate, TopicUpdating, TopicView } from '../../src/topics/answer.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());
const app = createApp(engine);

async function ask<T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<{ status: number; answer: T }> {
  const headers = { 'content-type': 'application/json' };
  const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, answer: (await response.json()) as T };
}

interface Failure {
  error: { code: string; remedy: string };
}

const topicOf = async (paper: string) =>
  (await ask<{ topics: Membership[] }>(`/api/papers/${paper}/topics`)).answer.topics[0]?.topic.id ?? '';

describe('topics over HTTP', () => {
  it('are missing until somebody looks for them', async () => {
    for (const path of ['/api/topics', '/api/topics/t1', '/api/topics/t1/papers', '/api/papers/2501.00001/topics']) {
      const { status, answer } = await ask<Failure>(path);
      assert.deepEqual([status, answer.error.code], [404, 'TOPICS_MISSING'], path);
    }
    assert.deepEqual((await ask('/api/topics/update')).answer, { running: false });
  });

  it('are found in the background: 202, then the same address says how far it is', async () => {
    const { status, answer } = await ask<TopicUpdating>('/api/topics/update', { topics: 3, outliers: 0 });
    assert.deepEqual([status, answer.running], [202, true]);
    const second = await ask<Failure>('/api/topics/update', {});
    assert.deepEqual([second.status, second.answer.error.code], [409, 'STORE_LOCKED']);
    let state = answer;
    while (state.running) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      state = (await ask<TopicUpdating>('/api/topics/update')).answer;
    }
    assert.equal(state.update?.topics, 3);
    assert.equal((await ask('/api/topics/update', { topics: 'many' })).status, 400);
    assert.equal((await app.request('/api/topics/update', { method: 'POST', body: '{}' })).status, 400);
  });

  it('are listed and shown, with their papers', async () => {
    const { topics, total, upToDate } = (await ask<TopicList>('/api/topics')).answer;
    assert.deepEqual([topics.length, total, upToDate], [3, 3, true]);
    assert.equal((await ask<TopicList>('/api/topics?level=field&limit=1')).answer.topics[0]?.level, 'field');
    const id = await topicOf('arxiv:2502.00001');
    const view = (await ask<TopicView>(`/api/topics/${id}`)).answer;
    assert.match(view.name, /protein/);
    assert.deepEqual([view.above.map(({ level }) => level), view.papers], [['field'], 10]);
    const { papers, total: all } = (
      await ask<{ papers: { paper: { id: string } }[]; total: number }>(`/api/topics/${id}/papers?k=2&sort=date`)
    ).answer;
    assert.deepEqual([papers.map(({ paper }) => paper.id), all], [['arxiv:2502.00009', 'arxiv:2502.00008'], 10]);
  });

  it('are renamed, and found by their names', async () => {
    const id = await topicOf('2502.00001');
    assert.equal((await ask<TopicSummary>(`/api/topics/${id}`, { name: 'Folding / docking' }, 'PATCH')).answer.name, 'Folding / docking');
    assert.equal((await ask<TopicView>(`/api/topics/${encodeURIComponent('folding / docking')}`)).answer.id, id);
    assert.match((await ask<TopicSummary>(`/api/topics/${id}`, { name: '' }, 'PATCH')).answer.name, /protein/);
  });

  it('are merged and split, and tell what has become of them', async () => {
    const [first, second] = [await topicOf('2501.00001'), await topicOf('2503.00001')];
    const merged = (await ask<TopicUpdate>('/api/topics/merge', { topics: [first, second] })).answer;
    assert.deepEqual([merged.topics, merged.changes.map(({ kind, to }) => [kind, to])], [2, [['merge', [first]]]]);
    const split = (await ask<TopicUpdate>(`/api/topics/${first}/split`, { into: 2 })).answer;
    assert.deepEqual([split.topics, split.changes.map(({ kind, from }) => [kind, from])], [3, [['split', [first]]]]);
  });

  it('are followed by a reader', async () => {
    await engine.createProfile({ name: 'ana' });
    const id = await topicOf('2502.00001');
    const { answer } = await ask<{ name: string; topic: TopicSummary; added: { kind: string }[] }>(`/api/topics/${id}/follow`, {
      profile: 'ana',
    });
    assert.deepEqual([answer.name, answer.topic.id, answer.added.map(({ kind }) => kind)], ['ana', id, ['follow']]);
    assert.deepEqual((await engine.profile({ profile: 'ana' })).topics, [answer.topic.name]);
  });

  it('refuse what is wrong, with code and status', async () => {
    const wrong: [path: string, body: unknown, method: string, status: number, code: string][] = [
      ['/api/topics/t99', undefined, 'GET', 404, 'TOPIC_NOT_FOUND'],
      ['/api/topics?level=galaxy', undefined, 'GET', 400, 'INVALID_INPUT'],
      ['/api/topics?parent=t99', undefined, 'GET', 404, 'TOPIC_NOT_FOUND'],
      ['/api/topics/t1/papers?k=0', undefined, 'GET', 400, 'INVALID_INPUT'],
      ['/api/topics/t99', { name: 'x' }, 'PATCH', 404, 'TOPIC_NOT_FOUND'],
      ['/api/topics/f1', { title: 'x' }, 'PATCH', 400, 'INVALID_INPUT'],
      ['/api/topics/merge', { topics: ['t1'] }, 'POST', 400, 'INVALID_INPUT'],
      ['/api/topics/f1/split', {}, 'POST', 400, 'INVALID_INPUT'],
      ['/api/topics/f1/follow', { profile: 'nobody' }, 'POST', 404, 'PROFILE_NOT_FOUND'],
      ['/api/papers/2512.09999/topics', undefined, 'GET', 404, 'PAPER_NOT_FOUND'],
      ['/api/topics/f1', undefined, 'DELETE', 405, 'METHOD_NOT_ALLOWED'],
    ];
    for (const [path, body, method, status, code] of wrong) {
      const found = await ask<Failure>(path, body, method);
      assert.deepEqual([found.status, found.answer.error.code], [status, code], `${method} ${path}`);
    }
  });
});
