import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { NamedTopicPaper, NamedTopicSummary, NamedTopicView } from '../../src/named-topics/answer.js';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());
const app = createApp(engine);
const NAMED = '/api/topics/named';

async function ask<T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<{ status: number; answer: T }> {
  const headers = { 'content-type': 'application/json' };
  const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, answer: (await response.json()) as T };
}

describe('named topics over HTTP', () => {
  it('are made with 201 and their address, listed, shown and given with their papers', async () => {
    assert.deepEqual((await ask(NAMED)).answer, { topics: [] });
    const headers = { 'content-type': 'application/json' };
    const made = await app.request(NAMED, { method: 'POST', headers, body: '{"name":"protein structures","examples":["2502.00001"]}' });
    assert.deepEqual([made.status, made.headers.get('location')], [201, `${NAMED}/n1`]);
    const { topics } = (await ask<{ topics: NamedTopicSummary[] }>(NAMED)).answer;
    assert.deepEqual(
      topics.map(({ id, papers, upToDate }) => [id, papers, upToDate]),
      [['n1', 10, true]],
    );
    const view = (await ask<NamedTopicView>(`${NAMED}/${encodeURIComponent('Protein structures')}`)).answer;
    assert.deepEqual(view.examples, [{ id: 'arxiv:2502.00001', title: 'A fast approach to protein structures' }]);
    const { papers, total } = (await ask<{ papers: NamedTopicPaper[]; total: number }>(`${NAMED}/n1/papers?k=2&sort=date`)).answer;
    assert.deepEqual([papers.map(({ paper }) => paper.id), total], [['arxiv:2502.00009', 'arxiv:2502.00008'], 10]);
  });

  it('filter what is asked of papers', async () => {
    const { answer } = await ask<{ papers: unknown[] }>('/api/papers?topic=Protein+structures');
    assert.equal(answer.papers.length, 10);
  });

  it('are judged, changed, followed and forgotten', async () => {
    const judged = await ask<NamedTopicView>(`${NAMED}/n1/judge`, { no: ['2502.00002'] });
    assert.deepEqual(
      judged.answer.no.map(({ id }) => id),
      ['arxiv:2502.00002'],
    );
    const changed = await ask<NamedTopicView>(`${NAMED}/n1`, { name: 'Folding', description: 'How proteins fold.' }, 'PATCH');
    assert.deepEqual([changed.answer.name, changed.answer.description], ['Folding', 'How proteins fold.']);
    await engine.createProfile({ name: 'ana' });
    const followed = await ask<{ topic: object; added: object[] }>(`${NAMED}/folding/follow`, { profile: 'ana' });
    assert.deepEqual([followed.answer.topic, followed.answer.added.length], [{ id: 'n1', name: 'Folding' }, 1]);
    assert.deepEqual((await ask(`${NAMED}/n1`, undefined, 'DELETE')).answer, { id: 'n1', name: 'Folding' });
    assert.equal((await ask(`${NAMED}/n1`)).status, 404);
  });

  it('refuse what is wrong, with code and status', async () => {
    await engine.createNamedTopic({ name: 'robot hands' });
    const wrong: [path: string, body: unknown, method: string, status: number, code: string][] = [
      ['', { name: 'ROBOT HANDS' }, 'POST', 409, 'TOPIC_EXISTS'],
      ['', { name: 'n3' }, 'POST', 400, 'INVALID_INPUT'],
      ['', { name: 'x', colour: 'red' }, 'POST', 400, 'INVALID_INPUT'],
      ['?limit=1', undefined, 'GET', 400, 'INVALID_INPUT'],
      ['/n99', undefined, 'GET', 404, 'TOPIC_NOT_FOUND'],
      ['/n99', undefined, 'DELETE', 404, 'TOPIC_NOT_FOUND'],
      ['/n2', {}, 'PATCH', 400, 'INVALID_INPUT'],
      ['/n2', { topic: 'n1', name: 'x' }, 'PATCH', 400, 'INVALID_INPUT'],
      ['/n2/judge', {}, 'POST', 400, 'INVALID_INPUT'],
      ['/n2/judge', { yes: ['no id'] }, 'POST', 400, 'INVALID_ID'],
      ['/n2/judge', { yes: ['2512.09999'] }, 'POST', 404, 'PAPER_NOT_FOUND'],
      ['/n2/papers?k=0', undefined, 'GET', 400, 'INVALID_INPUT'],
      ['/n2/follow', { profile: 'nobody' }, 'POST', 404, 'PROFILE_NOT_FOUND'],
      ['/n2', {}, 'PUT', 405, 'METHOD_NOT_ALLOWED'],
    ];
    for (const [path, body, method, status, code] of wrong) {
      const found = await ask<{ error: { code: string } }>(NAMED + path, body, method);
      assert.deepEqual([found.status, found.answer.error.code], [status, code], `${method} ${path}`);
    }
    assert.equal((await app.request(NAMED, { method: 'POST', body: '{"name":"x"}' })).status, 400);
  });
});
