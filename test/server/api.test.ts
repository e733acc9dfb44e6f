import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createApp } from '../../src/server/app.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const DOI = 'doi:10.1145/1234567.89';
const { engine } = await openTestEngine([
  { id: 'math/0309136', title: 'An old paper about partitions of numbers', abstract: 'We count the partitions of a number in a new way.' },
  {
    doi: '10.1145/1234567.89',
    title: 'A paper with a DOI about partitions of sets',
    abstract: 'We count the partitions of a set in a new way.',
  },
]);
after(() => engine.close());
const logged: string[] = [];
const app = createApp(engine, { log: (line) => logged.push(line) });
const TOTAL = INVENTED_PAPERS.length + 2;

async function get(path: string, init?: RequestInit) {
  const response = await app.request(path, init);
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const JSON_TYPE = { 'content-type': 'application/json' };

const post = (body: string, headers: Record<string, string> = JSON_TYPE) => get('/api/similar', { method: 'POST', body, headers });

const idsOf = (body: { results: { paper: { id: string } }[] }) => body.results.map(({ paper }) => paper.id);

describe('the HTTP API', () => {
  it('lists papers newest first, page by page, each once', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const { status, body } = await get(`/api/papers?limit=7${next ? `&cursor=${encodeURIComponent(next)}` : ''}`);
      assert.equal(status, 200);
      seen.push(...body.papers.map(({ id }: { id: string }) => id));
      next = body.next;
    } while (next);
    assert.equal(seen.length, TOTAL);
    assert.equal(new Set(seen).size, TOTAL);
    assert.equal(seen[0], 'arxiv:2503.00009');
  });

  it('gives a paper by its id, with a slash or without, encoded or not, as an address or not', async () => {
    for (const [written, id] of [
      ['arxiv:2501.00003', 'arxiv:2501.00003'],
      ['2501.00003v2', 'arxiv:2501.00003'],
      ['arxiv:math/0309136', 'arxiv:math/0309136'],
      [encodeURIComponent(DOI), DOI],
      [DOI, DOI],
      [encodeURIComponent('https://arxiv.org/abs/2501.00003'), 'arxiv:2501.00003'],
    ]) {
      const { status, body } = await get(`/api/papers/${written}`);
      assert.equal(status, 200, written);
      assert.equal(body.id, id);
    }
  });

  it('gives the papers like a paper, never the paper itself, each with its parts', async () => {
    const { status, body } = await get('/api/papers/arxiv:2501.00003/similar?k=9');
    assert.equal(status, 200);
    assert.equal(body.results.length, 9);
    assert.ok(idsOf(body).every((id) => id.startsWith('arxiv:2501') && id !== 'arxiv:2501.00003'));
    for (const { score, parts } of body.results) assert.equal(score, parts.dense + parts.lexical + parts.feedback);
    assert.equal((await get(`/api/papers/${encodeURIComponent(DOI)}/similar`)).status, 200);
  });

  it('gives the papers like several papers, or like a text', async () => {
    const byIds = await post(JSON.stringify({ ids: ['2501.00001', '2501.00002'], k: 8 }));
    assert.equal(byIds.status, 200);
    assert.equal(byIds.body.results.length, 8);
    assert.ok(idsOf(byIds.body).every((id) => id.startsWith('arxiv:2501')));
    const byText = await post(JSON.stringify({ text: 'grasping with a robot hand', k: 10 }));
    assert.equal(byText.body.results.length, 10);
    assert.ok(idsOf(byText.body).every((id) => id.startsWith('arxiv:2503')));
  });

  it('answers a question, with ten papers unless told otherwise, and the same when asked again', async () => {
    const ask = () => get('/api/search?q=structure+of+proteins');
    const { body } = await ask();
    assert.equal(body.results.length, 10);
    assert.ok(idsOf(body).every((id) => id.startsWith('arxiv:2502')));
    assert.deepEqual((await ask()).body, body);
  });

  it('orders an answer as asked and hands it out in pages, in an address as in a body', async () => {
    const order = { k: 5, sort: 'recency', halfLife: 30.5, minScore: 0.05, diversity: 0.25 };
    const address = (more: object) =>
      new URLSearchParams(Object.entries({ q: 'grasp a cup', ...order, ...more }).map(([name, value]) => [name, String(value)])).toString();
    const first = await get(`/api/search?${address({})}`);
    assert.equal(first.status, 200);
    assert.equal(first.body.results.length, 5);
    assert.ok(first.body.results.every(({ percentile }: { percentile: number }) => percentile >= 0.05 && percentile < 1));
    const second = await get(`/api/search?${address({ cursor: first.body.next })}`);
    assert.equal(new Set([...idsOf(first.body), ...idsOf(second.body)]).size, 5 + second.body.results.length);
    const { body } = await get('/api/search', {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ query: 'grasp a cup', ...order, cursor: first.body.next }),
    });
    assert.deepEqual(body, second.body);
    const newest = await get('/api/papers/2501.00003/similar?k=20&sort=date&when=later');
    assert.equal(newest.body.results[0].paper.published, '2025-03-19');
  });

  it('says that it is well, and what it holds, but not where', async () => {
    const { body } = await get('/api/health');
    assert.equal(body.status, 'ok');
    assert.equal(body.papers, TOTAL);
    assert.equal(body.embedded, TOTAL);
    assert.ok(!('home' in body));
  });

  const refused: [what: string, path: string, status: number, code: string][] = [
    ['no question', '/api/search', 400, 'INVALID_INPUT'],
    ['an empty question', '/api/search?q=', 400, 'TEXT_EMPTY'],
    ['a count that is no number', '/api/search?q=x&k=abc', 400, 'INVALID_INPUT'],
    ['a count in powers', '/api/search?q=x&k=1e1', 400, 'INVALID_INPUT'],
    ['a count of nothing', '/api/search?q=x&k=', 400, 'INVALID_INPUT'],
    ['too many papers', '/api/search?q=x&k=1001', 400, 'INVALID_INPUT'],
    ['a parameter that there is not', '/api/search?q=x&colour=red', 400, 'INVALID_INPUT'],
    ['a parameter twice', '/api/search?q=x&q=y', 400, 'INVALID_INPUT'],
    ['a parameter where there are none', '/api/papers/arxiv:2501.00003?k=1', 400, 'INVALID_INPUT'],
    ['a parameter that only the verb has', '/api/search?q=x&query=y', 400, 'INVALID_INPUT'],
    ['a parameter of another route', '/api/papers/arxiv:2501.00003/similar?ids=2501.00004', 400, 'INVALID_INPUT'],
    ['a parameter of health', '/api/health?verbose=1', 400, 'INVALID_INPUT'],
    ['a parameter named like a part of JavaScript', '/api/papers?__proto__=1', 400, 'INVALID_INPUT'],
    ['a page of nothing', '/api/papers?limit=0', 400, 'INVALID_INPUT'],
    ['a cursor that no page gave', '/api/papers?cursor=abc', 400, 'INVALID_INPUT'],
    ['an empty id', '/api/papers/', 400, 'INVALID_ID'],
    ['what is no id', '/api/papers/nonsense', 400, 'INVALID_ID'],
    ['an id that is encoded badly', '/api/papers/%E0%A4%A', 400, 'INVALID_ID'],
    ['a paper that is not here', '/api/papers/arxiv:2501.99999', 404, 'PAPER_NOT_FOUND'],
    ['the neighbours of a paper that is not here', '/api/papers/arxiv:2501.99999/similar', 404, 'PAPER_NOT_FOUND'],
    ['an id that ends like a route, once its slash is written as %2F', '/api/papers/doi:10.1145%2Fsimilar', 404, 'PAPER_NOT_FOUND'],
    ['a route that there is not', '/api/nothing', 404, 'ROUTE_NOT_FOUND'],
  ];
  for (const [what, path, status, code] of refused) {
    it(`refuses ${what} with ${status} ${code}, a remedy and the id of the request`, async () => {
      const answer = await get(path, { headers: { 'x-request-id': 'my-request' } });
      assert.equal(answer.status, status);
      assert.equal(answer.body.error.code, code);
      assert.equal(answer.body.error.requestId, 'my-request');
      assert.equal(answer.headers.get('x-request-id'), 'my-request');
      assert.ok(answer.body.error.message.length > 0 && answer.body.error.remedy.length > 0);
    });
  }

  it('refuses a body nested 20,000 deep with 400 INVALID_INPUT', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    for (const body of [deep, `{"text":${deep}}`, `{"filter":{"or":${deep}},"text":"x"}`, `{"${'x'.repeat(10)}":${deep}}`]) {
      const { status, body: answer } = await post(body);
      assert.equal(status, 400);
      assert.equal(answer.error.code, 'INVALID_INPUT');
      assert.match(answer.error.message, /nested more than 100 levels deep/);
    }
  });

  it('names the parameter that is missing, or that it does not know, as it was written', async () => {
    assert.match((await get('/api/search')).body.error.message, /^q: /);
    assert.match((await get('/api/search?q=x&colour=red')).body.error.message, /colour/);
    assert.match((await get('/api/search?q=x&k=5&k=6')).body.error.message, /^k: is given more than once/);
    assert.match((await get('/api/search?q=x&k=99999999999')).body.error.message, /1000/);
  });

  it('refuses parameters beside a body', async () => {
    const { status, body } = await get('/api/similar?k=3', { method: 'POST', body: '{"text":"hands"}', headers: JSON_TYPE });
    assert.equal(status, 400);
    assert.equal(body.error.code, 'INVALID_INPUT');
  });

  it('says that its answers are JSON in UTF-8, errors too', async () => {
    for (const path of ['/api/health', '/api/papers/nonsense', '/api/nothing'])
      assert.equal((await get(path)).headers.get('content-type'), 'application/json; charset=utf-8', path);
  });

  it('gives up on a request that takes too long', async () => {
    const hasty = createApp(engine, { timeout: 1 });
    const text = 'grasping with a robot hand '.repeat(200);
    const response = await hasty.request('/api/similar', { method: 'POST', body: JSON.stringify({ text }), headers: JSON_TYPE });
    assert.equal(response.status, 503);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'TIMEOUT');
  });

  it('refuses bodies that are no JSON, not sent as JSON, too large, or not what it asks for', async () => {
    assert.equal((await post('{')).body.error.code, 'INVALID_INPUT');
    assert.match((await post('{}', { 'content-type': 'text/plain' })).body.error.remedy, /application\/json/);
    assert.equal((await post(JSON.stringify({ text: 'x'.repeat(2_000_000) }))).status, 413);
    assert.equal((await post('{}')).body.error.code, 'INVALID_INPUT');
    assert.equal((await post('[]')).status, 400);
    assert.equal((await post('{"ids":["nonsense"]}')).body.error.code, 'INVALID_ID');
    assert.equal((await post('{"text":"?!"}')).body.error.code, 'TEXT_EMPTY');
  });

  it('names the method that a route takes', async () => {
    const { status, headers, body } = await get('/api/similar');
    assert.equal(status, 405);
    assert.equal(headers.get('allow'), 'POST');
    assert.equal(body.error.code, 'METHOD_NOT_ALLOWED');
    assert.equal((await get('/api/search?q=x', { method: 'DELETE' })).headers.get('allow'), 'GET, HEAD, POST');
    assert.equal((await get('/api/papers/arxiv:2501.00003', { method: 'PUT' })).headers.get('allow'), 'GET, HEAD, DELETE');
    for (const path of ['/api/papers', '/api/health']) {
      const wrong = await get(path, { method: 'DELETE' });
      assert.equal(wrong.status, 405, path);
      assert.equal(wrong.headers.get('allow'), 'GET, HEAD', path);
    }
    const page = await app.request('/', { method: 'POST' });
    assert.equal(page.status, 405);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  });

  it('answers HEAD like GET, without the body', async () => {
    const response = await app.request('/api/health', { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });

  it('makes up an id for a request that brings none, or a strange one', async () => {
    const { headers } = await get('/api/health', { headers: { 'x-request-id': 'a b<c>' } });
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('never fails on garbage', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ...['/api/search?q=', '/api/search?q=x&k=', '/api/search?q=x&', '/api/papers/', '/api/papers?cursor=', '/api/'],
          ...['/papers/', '/?q=', '/?cursor=', '/'],
        ),
        text,
        async (path, garbage) => {
          for (const end of ['', '/similar']) {
            const response = await app.request(path + encodeURIComponent(garbage.toWellFormed()) + end);
            assert.ok(response.status < 500, `${response.status} for ${path}${garbage}${end}`);
          }
        },
      ),
      { numRuns: 150, seed: 5 },
    );
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 3 }), async (body) => {
        assert.ok((await post(body)).status < 500);
      }),
      { numRuns: 100, seed: 6 },
    );
    assert.deepEqual(logged, []);
  });
});

describe('a fault inside', () => {
  it('is logged with the id of the request, and tells the client nothing of the inside', async () => {
    const { engine: broken } = await openTestEngine();
    await broken.close();
    const lines: string[] = [];
    const response = await createApp(broken, { log: (line) => lines.push(line) }).request('/api/papers', {
      headers: { 'x-request-id': 'r1' },
    });
    const text = await response.text();
    assert.equal(response.status, 500);
    assert.equal(JSON.parse(text).error.code, 'INTERNAL');
    assert.doesNotMatch(text, /database|sqlite|\.js/i);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^r1 GET \/api\/papers: INTERNAL: .*database.*\n.*at /s);
  });

  it('is logged in a way that the address of the request cannot forge', async () => {
    const { engine: broken } = await openTestEngine();
    await broken.close();
    const lines: string[] = [];
    await createApp(broken, { log: (line) => lines.push(line) }).request('/papers/2501.00003%0A');
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', / GET \/papers\/2501\.00003%0A: INTERNAL: /);
  });
});
