import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine([{ id: 'doi:10.1145/7654321', title: 'On caches', abstract: 'The key-value cache.' }]);
after(() => engine.close());
const app = createApp(engine);
const JSON_TYPE = { 'content-type': 'application/json' };

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = JSON_TYPE) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await app.request(`/api/profiles${path}`, { method, headers, ...sent });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const idsOf = ({ body }: Awaited<ReturnType<typeof send>>): string[] => body.picks.map(({ paper }: { paper: { id: string } }) => paper.id);

describe('picks over HTTP', () => {
  it('come with the dials of the query, and with filters of a body', async () => {
    await send('POST', '', { name: 'ana', like: ['2501.00001', '2502.00001'] });
    const asked = await send('GET', '/ana/picks?k=5&exploration=0&diversity=0.1&freshness=0&repeats=true');
    assert.equal(asked.status, 200);
    assert.equal(asked.body.picks.length, 5);
    assert.ok(asked.body.picks.every(({ parts }: { parts: { freshness: number } }) => parts.freshness === 0));
    const filtered = await send('POST', '/ana/picks', { k: 3, exploration: 0, filter: { categories: ['q-bio.BM'] } });
    assert.ok(idsOf(filtered).length === 3 && idsOf(filtered).every((id) => id.startsWith('arxiv:2502')));
    assert.deepEqual(idsOf(await send('GET', '/ana/picks?window=1&exploration=0')), ['arxiv:2503.00009']);
  });

  it('change with what the reader does, from one answer to the next', async () => {
    const [first = ''] = idsOf(await send('GET', '/ana/picks?k=5'));
    await send('POST', '/ana/events', { actions: [{ kind: 'seen', papers: [first] }] });
    assert.ok(!idsOf(await send('GET', '/ana/picks?k=5')).includes(first));
    const { body } = await send('GET', `/ana/why-not/${first}?k=5`);
    assert.deepEqual([body.paper, body.obstacles], [first, [{ kind: 'seen' }]]);
  });

  it('are explained where they are missing, whatever the id is written with', async () => {
    for (const id of ['doi:10.1145/7654321', 'doi%3A10.1145%2F7654321', 'https%3A%2F%2Fdoi.org%2F10.1145%2F7654321'])
      assert.equal((await send('GET', `/ana/why-not/${id}`)).body.paper, 'doi:10.1145/7654321', id);
  });

  it('have interests that can be edited', async () => {
    const { body } = await send('GET', '/ana/interests');
    assert.equal(body.interests.length, 2);
    const path = `/ana/interests/${body.interests[0].id}`;
    const done = await send('PATCH', path, { name: 'mine', weight: 3 });
    assert.deepEqual([done.status, done.body.added[0].papers], [200, body.interests[0].likes]);
    const [edited] = (await send('GET', '/ana/interests')).body.interests;
    assert.deepEqual([edited.name, edited.share], ['mine', 0.75]);
    for (const headers of [
      { ...JSON_TYPE, origin: 'https://evil.example' },
      { ...JSON_TYPE, 'sec-fetch-site': 'same-site' },
    ])
      assert.equal((await send('PATCH', path, { muted: true }, headers as Record<string, string>)).status, 403);
    assert.equal((await send('PATCH', path, { muted: true }, { 'content-type': 'text/plain' })).status, 400);
  });

  const refused: [what: string, method: string, path: string, body: unknown, status: number, code: string][] = [
    ['picks for nobody', 'GET', '/nobody/picks', undefined, 404, 'PROFILE_NOT_FOUND'],
    ['no picks at all', 'GET', '/ana/picks?k=0', undefined, 400, 'INVALID_INPUT'],
    ['a window that is no number', 'GET', '/ana/picks?window=1e1', undefined, 400, 'INVALID_INPUT'],
    ['a share above its range', 'GET', '/ana/picks?exploration=0.9', undefined, 400, 'INVALID_INPUT'],
    ['a switch that is neither on nor off', 'GET', '/ana/picks?repeats=1', undefined, 400, 'INVALID_INPUT'],
    ['a filter by a profile', 'POST', '/ana/picks', { filter: { inProfile: 'ana' } }, 400, 'INVALID_INPUT'],
    ['a body that names another', 'POST', '/ana/picks', { profile: 'bob' }, 400, 'INVALID_INPUT'],
    ['a paper that is not here', 'GET', '/ana/why-not/2501.99999', undefined, 404, 'PAPER_NOT_FOUND'],
    ['an id that is none', 'GET', '/ana/why-not/garbage', undefined, 400, 'INVALID_ID'],
    ['an interest that is not there', 'PATCH', '/ana/interests/nothing', { muted: true }, 404, 'INTEREST_NOT_FOUND'],
    ['a change of nothing', 'PATCH', '/ana/interests/nothing', {}, 400, 'INVALID_INPUT'],
    ['interests of nobody', 'GET', '/nobody/interests', undefined, 404, 'PROFILE_NOT_FOUND'],
    ['another method', 'DELETE', '/ana/interests/nothing', undefined, 405, 'METHOD_NOT_ALLOWED'],
  ];
  for (const [what, method, path, body, status, code] of refused) {
    it(`refuse ${what} with ${status} ${code}`, async () => {
      const answer = await send(method, path, body);
      assert.deepEqual([answer.status, answer.body.error.code], [status, code], JSON.stringify(answer.body));
    });
  }
});
