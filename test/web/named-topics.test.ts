import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';

const EVIL = '<script>alert(1)</script>';
const { engine } = await openTestEngine();
after(() => engine.close());
const app = createApp(engine);

const OWN = { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' };

async function page(path: string) {
  const response = await app.request(path);
  return { status: response.status, html: await response.text() };
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = OWN) {
  const response = await app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
  return { status: response.status, to: response.headers.get('location') };
}

const shown = (html: string) => [...html.matchAll(/<h[23]><a href="\/papers\/([^"]+)"/g)].map(([, id]) => id ?? '');

describe('the pages of named topics', () => {
  it('begin with a form on the page of all topics, also where none have been found', async () => {
    const { status, html } = await page('/topics');
    assert.equal(status, 200);
    assert.match(html, /Named by you<\/h2><p class="facts">Name what you want[\s\S]*<form[^>]* action="\/topics\/named">/);
    assert.deepEqual(await post('/topics/named', { back: '/topics', name: 'protein structures', description: 'How they fold.' }), {
      status: 303,
      to: '/topics/n1',
    });
    const listed = (await page('/topics')).html;
    assert.match(
      listed,
      /<a href="\/topics\/n1">protein structures<\/a>[\s\S]*<span class="size">10<[\s\S]*<p class="facts">How they fold\.<\/p>/,
    );
    await engine.updateTopics({ topics: 3, outliers: 0 });
    const { html: both } = await page('/topics');
    assert.ok(both.indexOf('/topics/n1') > 0 && both.indexOf('/topics/n1') < both.indexOf('/topics/f'));
  });

  it('show its papers, why each is in, and lead to all of them', async () => {
    const { html } = await page('/topics/Protein%20Structures');
    assert.match(html, /<h1 class="after">protein structures<\/h1><p class="facts">Named topic of 10 papers, 10 of all here/);
    assert.ok(shown(html).length === 10 && shown(html).every((id) => id.startsWith('arxiv:2502.')));
    assert.equal(html.match(/<p class="score"><meter[^>]*><\/meter> [a-z ]+ \d\.\d\d/g)?.length, 10);
    assert.match(html, /<a href="\/\?topic=n1">All 10 papers, newest first<\/a>/);
    assert.match((await page('/?topic=n1&q=approach')).html, /In the topic <a href="\/topics\/n1">protein structures<\/a>/);
    assert.equal(shown((await page('/?topic=n1')).html).length, 10);
    assert.doesNotMatch(html, /<script/i);
  });

  it('take down what belongs and what does not, and take it back', async () => {
    const back = '/topics/n1';
    assert.deepEqual(await post(`${back}/judge`, { back, paper: 'arxiv:2502.00004', as: 'no' }), { status: 303, to: `${back}?judged=no` });
    const { html } = await page(`${back}?judged=no`);
    assert.match(html, /class="notice"[^>]*>Saved\./);
    assert.ok(!shown(html).includes('arxiv:2502.00004'));
    assert.match(html, /<a href="\/papers\/arxiv:2502\.00004">[^<]+<\/a> <span class="share">does not belong<\/span>[\s\S]*Take back/);
    await post(`${back}/judge`, { back, paper: 'https://arxiv.org/abs/2503.00001', as: 'yes' });
    assert.ok(shown((await page(back)).html).includes('arxiv:2503.00001'));
    for (const paper of ['2502.00004', '2503.00001']) await post(`${back}/judge`, { back, paper, as: 'clear' });
    assert.equal(shown((await page(back)).html).length, 10);
  });

  it('change it, have it followed and forget it, by forms of their own', async () => {
    const back = '/topics/n1';
    await post(`${back}/change`, { back, name: `${EVIL} folding`, description: '' });
    assert.equal((await engine.namedTopic({ topic: 'n1' })).description, undefined);
    const { html } = await page(back);
    assert.match(html, /<h1 class="after">&lt;script&gt;alert\(1\)&lt;\/script&gt; folding<\/h1>/);
    assert.doesNotMatch(html + (await page('/topics')).html, /<script/i);
    await engine.createProfile({ name: 'Émile' });
    const { to } = await post(`${back}/follow`, { back, profile: 'émile' });
    assert.equal(to, `${back}?follower=%C3%89mile`);
    assert.match((await page(to ?? '')).html, /class="notice"[^>]*>Followed, for <a href="\/readers\/%C3%89mile">Émile<\/a>/);
    const { origin: _origin, ...unsigned } = OWN;
    for (const [path, fields] of [
      ['/topics/named', { name: 'mine' }],
      [`${back}/judge`, { paper: '2502.00001', as: 'no' }],
      [`${back}/change`, { name: 'mine' }],
      [`${back}/follow`, { profile: 'Émile' }],
      [`${back}/forget`, {}],
    ] as const)
      for (const headers of [unsigned, { ...OWN, origin: 'https://evil.example' }])
        assert.equal((await post(path, { ...fields, back: '/' }, headers)).status, 403, path);
    assert.deepEqual(await post(`${back}/forget`, { back: '/topics' }), { status: 303, to: '/topics' });
    assert.deepEqual([(await page(back)).status, (await page('/?topic=n1')).status], [404, 404]);
  });

  it('say so where nothing is about the name, and show errors as pages', async () => {
    await post('/topics/named', { back: '/topics', name: 'medieval falconry' });
    assert.match((await page('/topics/n2')).html, /No paper here is about that\./);
    assert.equal((await post('/topics/named', { back: '/topics', name: 'Medieval Falconry' })).status, 409);
    assert.equal((await post('/topics/named', { back: '/topics' })).status, 400);
    assert.equal((await post('/topics/n2/judge', { back: '/', paper: '2512.09999', as: 'yes' })).status, 404);
  });
});

describe('the feed of a named topic', () => {
  it('has its newest papers as Atom', async () => {
    await engine.createNamedTopic({ name: 'robot hands' });
    const response = await app.request('/topics/n3/feed.atom');
    assert.equal(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
    const links = [...(await response.text()).matchAll(/<entry>[\s\S]*?<id>http:\/\/localhost\/papers\/([^<]+)<\/id>/g)];
    assert.deepEqual([links.length, decodeURIComponent(links[0]?.[1] ?? '')], [10, 'arxiv:2503.00009']);
    assert.match((await page('/topics/n3')).html, /<link rel="alternate" type="application\/atom\+xml" href="\/topics\/n3\/feed\.atom"/);
    assert.equal((await app.request('/topics/n9/feed.atom')).status, 404);
  });
});
