import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());
const logged: string[] = [];
const app = createApp(engine, { log: (line) => logged.push(line) });
const JSON_TYPE = { 'content-type': 'application/json' };
const A = 'arxiv:2501.00001';

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = JSON_TYPE) {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await app.request(`/api/profiles${path}`, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

describe('profiles over HTTP', () => {
  it('are made, shown and listed, whatever their names are written with', async () => {
    const start = { name: 'Émile', about: 'caches', like: ['2501.00001v2'], authors: ['Ada Example3'], topics: ['cups'] };
    const made = await send('POST', '', start);
    assert.equal(made.status, 201);
    assert.deepEqual(made.body.authors, [{ name: 'Ada Example3', liked: 3 }]);
    const shown = await send('GET', `/${encodeURIComponent('émile')}`);
    assert.deepEqual(shown.body, made.body.profile);
    assert.equal(shown.body.likes[0].id, A);
    await send('POST', '', { name: 'bob' });
    const page = await send('GET', '?limit=1');
    assert.deepEqual([page.body.profiles.length, page.body.profiles[0].name, page.body.next], [1, 'bob', 'bob']);
    assert.equal((await send('GET', '?limit=1&cursor=bob')).body.profiles[0].name, 'Émile');
  });

  it('are taken in while others are answered, however large they are', async () => {
    const events = Array.from({ length: 30_000 }, (_, i) => ({
      at: new Date(1.7e12 + i).toISOString(),
      kind: 'seen',
      papers: [A],
      id: `e${i}`,
    }));
    const file = JSON.stringify({ paperkin: 'profile/1', name: 'large', created: '2026-01-01T00:00:00.000Z', events });
    let done = false;
    const taken = send('POST', '/import', file).finally(() => {
      done = true;
    });
    let answered = 0;
    while (!done) {
      await app.request('/assets/none');
      await new Promise((resolve) => setImmediate(resolve));
      answered++;
    }
    assert.deepEqual((await taken).body, { name: 'large', added: 30_000, events: 30_000 });
    assert.ok(answered > 150, `${answered} answered`);
    assert.equal((await send('DELETE', '/large')).status, 200);
  });

  it('take deeds, and undo them', async () => {
    const done = await send('POST', '/bob/events', {
      actions: [
        { kind: 'like', papers: [A] },
        { kind: 'seen', papers: ['2501.00002'] },
      ],
    });
    assert.equal(done.status, 200);
    assert.equal(done.body.added.length, 2);
    assert.equal((await send('POST', '/bob/undo', {})).body.undone[0].id, done.body.added[0].id);
    assert.equal((await send('POST', '/bob/undo', { event: done.body.added[1].id })).body.undone[0].kind, 'seen');
    assert.equal((await send('GET', '/bob')).body.counts.liked, 0);
  });

  it('go out as a file and come in again, once only, under their own name or another', async () => {
    const { text, headers } = await send('GET', `/${encodeURIComponent('Émile')}/export`);
    assert.match(text, /^\{\n {2}"paperkin": "profile\/1",\n/);
    assert.deepEqual([headers.get('content-type'), headers.get('content-disposition')], ['application/json; charset=utf-8', 'attachment']);
    assert.equal((await send('POST', '/import', text)).body.added, 0);
    assert.deepEqual((await send('POST', '/import?name=carl', text)).body, { name: 'carl', added: 5, events: 5 });
    const wrong = await send('POST', '/import', text.replace('"about"', '"abuot"'));
    assert.deepEqual([wrong.status, wrong.body.error.code], [400, 'PROFILE_UNREADABLE']);
    assert.match(wrong.body.error.message, /^the body, line \d+: events\.\d\.kind: /);
    assert.deepEqual((await send('DELETE', '/carl')).body, { name: 'carl', events: 5 });
  });

  it('filter what is searched and what is near', async () => {
    const body = JSON.stringify({ query: 'approach', k: 100, filter: { inProfile: 'émile' } });
    const response = await app.request('/api/search', { method: 'POST', headers: JSON_TYPE, body });
    assert.equal(((await response.json()) as { results: unknown[] }).results.length, 4);
  });

  it('may be files larger than a question, but of an end', async () => {
    const large = JSON.stringify({ paperkin: 'profile/1', name: 'x', created: 'x'.repeat(2_000_000), events: [] });
    assert.equal((await send('POST', '/import', large)).body.error.code, 'PROFILE_UNREADABLE');
    assert.equal((await send('POST', '', large)).status, 413);
    assert.equal((await send('POST', '/import', 'x'.repeat(17_000_000))).status, 413);
  });

  const refused: [what: string, method: string, path: string, body: unknown, status: number, code: string][] = [
    ['a profile that there is', 'POST', '', { name: 'BOB' }, 409, 'PROFILE_EXISTS'],
    ['a name that is none', 'POST', '', { name: '../x' }, 400, 'INVALID_INPUT'],
    ['a file of the server to read', 'POST', '', { name: 'eve', library: ['/etc/passwd'] }, 400, 'INVALID_INPUT'],
    ['a paper that is not here', 'POST', '', { name: 'eve', like: ['2501.99999'] }, 404, 'PAPER_NOT_FOUND'],
    ['no deeds', 'POST', '/bob/events', { actions: [] }, 400, 'INVALID_INPUT'],
    ['deeds of nobody', 'POST', '/nobody/events', { actions: [{ kind: 'about', text: 'x' }] }, 404, 'PROFILE_NOT_FOUND'],
    ['nothing to undo', 'POST', '/bob/undo', {}, 400, 'INVALID_INPUT'],
    ['an undo that is not JSON', 'POST', '/bob/undo', '', 400, 'INVALID_INPUT'],
    ['nobody', 'GET', '/nobody', undefined, 404, 'PROFILE_NOT_FOUND'],
    ['a path in a name', 'GET', '/..%2Fpapers', undefined, 400, 'INVALID_INPUT'],
    ['a name that is encoded badly', 'GET', '/%E0%A4%A', undefined, 400, 'INVALID_INPUT'],
    ['a page of nothing', 'GET', '?limit=0', undefined, 400, 'INVALID_INPUT'],
    ['a parameter that there is not', 'DELETE', '/bob?really=1', undefined, 400, 'INVALID_INPUT'],
    ['a method that there is not', 'PUT', '/bob', {}, 405, 'METHOD_NOT_ALLOWED'],
  ];
  for (const [what, method, path, body, status, code] of refused) {
    it(`refuse ${what} with ${status} ${code}`, async () => {
      const answer = await send(method, path, body);
      assert.deepEqual([answer.status, answer.body.error.code], [status, code], answer.text);
    });
  }

  it('cannot be written by pages of others, nor by a form', async () => {
    const writes: [method: string, path: string, body: unknown][] = [
      ['POST', '', { name: 'mallory' }],
      ['POST', '/bob/events', { actions: [{ kind: 'about', text: 'x' }] }],
      ['POST', '/bob/undo', {}],
      ['POST', '/import', '{}'],
      ['DELETE', '/bob', undefined],
    ];
    for (const [method, path, body] of writes) {
      for (const stranger of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ])
        assert.equal(
          (await send(method, path, body, { ...JSON_TYPE, ...(stranger as Record<string, string>) })).status,
          403,
          `${method} ${path}`,
        );
      // What an old browser lets a form send, without a word of where it comes from.
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
        if (method === 'POST') assert.equal((await send(method, path, body, { 'content-type': type })).status, 400, `${type} to ${path}`);
    }
    assert.equal((await send('GET', '/bob')).body.about, '');
    const own = { ...JSON_TYPE, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    assert.equal((await send('POST', '/bob/events', { actions: [{ kind: 'about', text: 'x' }] }, own)).status, 200);
  });

  it('never fail on garbage', async () => {
    const paths = ['', '/bob/events', '/bob/undo', '/import', '/bob', '/bob/export'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('POST', 'GET', 'PUT'),
        fc.constantFrom(...paths),
        fc.json({ maxDepth: 3 }),
        async (method, path, body) => {
          assert.ok((await send(method, path, method === 'GET' ? undefined : body)).status < 500);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (name) => {
        assert.ok((await send('GET', `/${encodeURIComponent(name.toWellFormed())}`)).status < 500);
      }),
      { numRuns: 80, seed: 8 },
    );
    assert.deepEqual(logged, []);
  });
});
