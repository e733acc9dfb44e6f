import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';

const EVIL = '<script>alert(1)</script>';
const { engine } = await openTestEngine([{ id: '2504.00001', title: `${EVIL} of caches`, abstract: `The key-value cache ${EVIL}` }]);
after(() => engine.close());
const app = createApp(engine);

const OWN = { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' };

async function page(path: string) {
  const response = await app.request(path);
  return { status: response.status, html: await response.text() };
}

/** What a form of the page sends; follows the way back. */
async function post(path: string, fields: Record<string, string | string[]>, headers: Record<string, string> = OWN) {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]));
  const body = new URLSearchParams(pairs).toString();
  const response = await app.request(path, { method: 'POST', headers, body });
  return { status: response.status, to: response.headers.get('location'), html: await response.text() };
}

const shown = (html: string) => [...html.matchAll(/<h3><a href="\/papers\/([^"]+)"/g)].map(([, id]) => id);

describe('the pages of readers', () => {
  it('make a reader of what a form says', async () => {
    assert.match((await page('/readers')).html, /<form class="fields" method="post" action="\/readers">/);
    const made = await post('/readers', {
      back: '/readers',
      name: 'Émile',
      about: 'caches',
      like: '2501.00001, https://arxiv.org/abs/2501.00002',
      authors: '',
      topics: 'cups, proteins',
    });
    assert.deepEqual([made.status, made.to], [303, '/readers/%C3%89mile']);
    const { counts, topics } = await engine.readers.show('Émile');
    assert.deepEqual([counts.liked, topics], [2, ['cups', 'proteins']]);
    assert.match((await page('/readers')).html, /<a href="\/readers\/%C3%89mile">Émile<\/a>/);
  });

  it('show picks with their reasons, and what there is to do', async () => {
    await engine.readers.create('ana', { like: ['2501.00001', '2501.00002'] });
    const { status, html } = await page('/readers/ana?k=5&diversity=0&exploration=&window=');
    assert.equal(status, 200);
    assert.equal(shown(html).length, 5);
    assert.match(
      html,
      /Because you liked “<a href="\/papers\/arxiv:2501\.0000[12]">A \w+ approach to the key-value cache<\/a>” \(meaning \.\d\d, words \.\d\d\)/,
    );
    assert.match(html, /<th scope="row">Near your likes in meaning<\/th><td>\d\.\d\d<\/td>/);
    assert.match(html, /<summary>[^<]+<span class="share">100%<\/span>/);
    assert.doesNotMatch(html, /<script/i);
  });

  it('come back changed from what a form did, with a word about it', async () => {
    const [first = ''] = shown((await page('/readers/ana')).html);
    const liked = await post('/readers/actions', { reader: 'ana', kind: 'hide', papers: first, back: '/readers/ana?k=5' });
    assert.deepEqual([liked.status, liked.to], [303, '/readers/ana?k=5&did=hide&reader=ana']);
    const { html } = await page(liked.to ?? '');
    assert.match(html, /<p class="notice" role="status">Hidden, for/);
    assert.ok(!shown(html).includes(first));
    assert.match(html, /name="back" value="\/readers\/ana\?k=5"/);
    await post('/readers/ana/undo', { back: '/readers/ana' });
    assert.ok(shown((await page('/readers/ana')).html).includes(first));
    const all = shown(html).map(String);
    await post('/readers/actions', { reader: 'ana', kind: 'seen', papers: all, back: '/readers/ana' });
    assert.deepEqual(
      shown((await page('/readers/ana')).html).filter((id) => all.includes(id ?? '')),
      [],
    );
  });

  it('follow, and edit interests', async () => {
    await post('/readers/ana/follow', { kind: 'follow', what: 'author', name: 'Ada Example3', back: '/readers/ana' });
    assert.match((await page('/readers/ana')).html, /<span>Ada Example3<\/span>/);
    const [interest] = await engine.recommender.interests('ana');
    const path = `/readers/ana/interests/${interest?.id}`;
    assert.equal((await post(path, { name: 'my caches', back: '/readers/ana' })).status, 303);
    await post(path, { muted: 'true', back: '/readers/ana' });
    assert.match((await page('/readers/ana')).html, /<li class="muted"><details><summary>my caches <span class="share">muted</);
    await post(path, { muted: 'false', back: '/readers/ana' });
    await post(path, { weight: '2', back: '/readers/ana' });
    assert.deepEqual(
      (await engine.recommender.interests('ana')).map(({ name, muted }) => [name, muted]),
      [['my caches', false]],
    );
  });

  it('say why a paper is not there, or that there is none', async () => {
    const said = async (paper: string) => (await page(`/readers/ana?paper=${paper}`)).html;
    assert.match(await said('2501.00001'), /<p class="reason">You have liked it already\.</);
    assert.match(await said('garbage'), /<p class="reason">“?"?.*garbage.* is not a paper id\./);
  });

  it('are reached from the page of a paper, where a reader is chosen', async () => {
    const { html } = await page('/papers/arxiv:2502.00001?did=like&reader=ana');
    assert.match(html, /Liked, for <a href="\/readers\/ana">ana<\/a>/);
    assert.match(html, /<option value="ana" selected/);
    assert.doesNotMatch((await page('/papers/arxiv:2502.00001?did=garbage&reader=nobody')).html, /class="notice"/);
  });

  it('take forms from themselves alone', async () => {
    const { origin: _origin, ...unsigned } = OWN;
    const strangers: [headers: Record<string, string>, status: number][] = [
      [unsigned, 403],
      [{ ...OWN, origin: 'https://evil.example' }, 403],
      [{ ...OWN, origin: 'null' }, 403],
      [{ ...unsigned, 'sec-fetch-site': 'cross-site' }, 403],
      [{ ...unsigned, 'sec-fetch-site': 'same-site' }, 403],
      [{ ...OWN, 'content-type': 'text/plain' }, 400],
      [{ ...OWN, 'content-type': 'application/json' }, 400],
    ];
    const before = (await engine.readers.show('ana')).counts.events;
    const [interest] = await engine.recommender.interests('ana');
    const forms: [path: string, fields: Record<string, string>][] = [
      ['/readers', { name: 'mallory' }],
      ['/readers/actions', { reader: 'ana', kind: 'like', papers: '2503.00001' }],
      ['/readers/ana/follow', { kind: 'follow', what: 'topic', name: 'x' }],
      [`/readers/ana/interests/${interest?.id}`, { muted: 'true' }],
      ['/readers/ana/undo', {}],
    ];
    for (const [path, fields] of forms)
      for (const [headers, status] of strangers)
        assert.equal((await post(path, { ...fields, back: '/' }, headers)).status, status, `${path} ${JSON.stringify(headers)}`);
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', '/..//evil.example', 'x'])
      assert.equal((await post('/readers/ana/undo', { back })).status, 400, back);
    assert.equal((await engine.readers.show('ana')).counts.events, before);
    assert.equal((await post('/readers/ana/undo', { back: '/' }, { ...unsigned, 'sec-fetch-site': 'same-origin' })).status, 303);
  });

  it('show errors as pages with their status', async () => {
    for (const [path, status] of [
      ['/readers/nobody', 404],
      ['/readers/..%2Fx', 400],
      ['/readers/ana?k=0', 400],
      ['/readers/ana?colour=red', 400],
      ['/readers/ana?paper=2501.00001&window=x', 400],
      ['/readers?cursor=x&cursor=y', 400],
    ] as const)
      assert.equal((await page(path)).status, status, path);
    const back = '/readers/ana';
    assert.equal((await post('/readers', { name: 'ANA', back })).status, 409);
    assert.equal((await post('/readers/actions', { reader: 'ana', kind: 'love', papers: '2501.00001', back })).status, 400);
    assert.equal((await post('/readers/ana/interests/nothing', { muted: 'true', back })).status, 404);
    assert.equal((await post('/readers/ana/interests/nothing', { weight: 'heavy', back })).status, 400);
  });
});
