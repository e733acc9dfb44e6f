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
  return { status: response.status, refresh: response.headers.get('refresh'), html: await response.text() };
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = OWN) {
  const response = await app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
  return { status: response.status, to: response.headers.get('location') };
}

const shown = (html: string) => [...html.matchAll(/<h[23]><a href="\/papers\/([^"]+)"/g)].map(([, id]) => id ?? '');

describe('the pages of topics', () => {
  it('are reached from every page, and say how topics are found where they have not been', async () => {
    assert.match((await page('/')).html, /<a href="\/topics">Topics<\/a>/);
    const { status, html, refresh } = await page('/topics');
    assert.deepEqual([status, refresh], [200, null]);
    assert.match(html, /<code>paperkin topics update<\/code>[\s\S]*<form[^>]* action="\/topics\/update">[\s\S]*Find topics<\/button>/);
    assert.equal((await page('/papers/2501.00001')).status, 200);
  });

  it('begin to look for them at the press of a button, and look again until they are there', async () => {
    const form = { back: '/topics' };
    assert.deepEqual(await Promise.all([post('/topics/update', form), post('/topics/update', form)]), [
      { status: 303, to: '/topics' },
      { status: 303, to: '/topics' },
    ]);
    const waiting = await page('/topics');
    assert.deepEqual(
      [waiting.refresh, /class="notice"/.test(waiting.html), /<button type="submit" class/.test(waiting.html)],
      ['2', true, false],
    );
    while ((await engine.topicsUpdate()).running) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal((await page('/topics')).refresh, null);
    assert.match((await page('/topics')).html, /1 topic in 1 field\./);
  });

  it('show fields with their topics, sizes and terms', async () => {
    await engine.updateTopics({ topics: 3, outliers: 0 });
    const { html } = await page('/topics');
    assert.match(html, /<p class="lead">3 topics in 1 field\. All 30 papers fit a topic\.<\/p>/);
    assert.match(html, /<h2 id="f\d+" class="section"><a href="\/topics\/f\d+">[^<]+<\/a> <span class="share">30 papers</);
    assert.equal(
      html.match(/<li><span><a href="\/topics\/t\d+">[^<]+<\/a> <\/span><meter [^>]*value="1"[^>]*><\/meter><span class="size">10</g)
        ?.length,
      3,
    );
    assert.match(html, /As of \d{4}-\d\d-\d\d/);
    assert.doesNotMatch(html, /<script/i);
  });

  it('show one: where it stands, its terms, typical and newest papers, and a search within', async () => {
    const [{ topic: { id = '' } = {} } = {}] = await engine.topicsOf({ id: '2502.00001' });
    const { html } = await page(`/topics/${id}`);
    assert.match(html, /<nav class="path"[^>]*><a href="\/topics">Topics<\/a> › <a href="\/topics\/f\d+">/);
    assert.match(html, /<ul class="keywords" aria-label="Terms">.*protein/);
    const ids = shown(html);
    assert.ok(ids.length > 10 && ids.every((paper) => paper.startsWith('arxiv:2502.')));
    assert.match(html, new RegExp(`<input type="hidden" name="topic" value="${id}"/>`));
    const within = await page(`/?topic=${id}&q=approach`);
    assert.deepEqual([shown(within.html).length, shown(within.html).every((paper) => paper.startsWith('arxiv:2502.'))], [10, true]);
    assert.match(within.html, new RegExp(`In the topic <a href="/topics/${id}">[^<]+</a> · <a href="/\\?q=approach">in all papers</a>`));
    assert.equal(shown((await page(`/?topic=${id}`)).html).length, 10);
    const [field] = (await engine.topics({ level: 'field' })).topics;
    const all = await page(`/topics/${field?.id}`);
    assert.match(all.html, new RegExp(`<a href="/\\?topic=${field?.id}">All 30 papers, newest first</a>`));
    const first = await page(`/?topic=${field?.id}`);
    const [, next = ''] = /<a href="([^"]+)" rel="next"/.exec(first.html) ?? [];
    assert.equal(shown((await page(next.replaceAll('&amp;', '&'))).html).length, 10);
  });

  it('name the topics of a paper on its page', async () => {
    assert.match((await page('/papers/2502.00001')).html, /<p class="facts">Topics?: <a href="\/topics\/t\d+">[^<]*protein/);
  });

  it('rename a topic and have a reader follow it, by forms of their own', async () => {
    const [{ topic: { id = '' } = {} } = {}] = await engine.topicsOf({ id: '2502.00001' });
    const back = `/topics/${id}`;
    assert.doesNotMatch((await page(back)).html, /Follow this topic/);
    await engine.createProfile({ name: 'Émile' });
    assert.deepEqual(await post(`${back}/name`, { back, name: `${EVIL} folding` }), { status: 303, to: back });
    const { html } = await page(back);
    assert.match(html, /<h1 class="after">&lt;script&gt;alert\(1\)&lt;\/script&gt; folding<\/h1>/);
    assert.match(html, /found as “[^”]*protein/);
    assert.doesNotMatch((await page('/topics')).html + (await page('/papers/2502.00001')).html + html, /<script/i);
    await post(`${back}/name`, { back, name: '' });
    assert.match((await page(back)).html, /<h1 class="after">[^<]*protein/);
    const { to } = await post(`${back}/follow`, { back, profile: 'émile' });
    assert.equal(to, `${back}?follower=%C3%89mile`);
    assert.match((await page(to ?? '')).html, /class="notice"[^>]*>Followed, for <a href="\/readers\/%C3%89mile">Émile<\/a>/);
    assert.equal((await engine.profile({ profile: 'Émile' })).topics.length, 1);
    const { origin: _origin, ...unsigned } = OWN;
    for (const [path, fields] of [
      ['/topics/update', {}],
      [`${back}/name`, { name: 'mine' }],
      [`${back}/follow`, { profile: 'Émile' }],
    ] as const)
      for (const headers of [unsigned, { ...OWN, origin: 'https://evil.example' }, { ...unsigned, 'sec-fetch-site': 'cross-site' }])
        assert.equal((await post(path, { ...fields, back: '/' }, headers)).status, 403, path);
    assert.equal((await post(`${back}/name`, { name: 'mine', back: '//evil.example' })).status, 400);
  });

  it('show errors as pages with their status', async () => {
    for (const [path, status] of [
      ['/topics/t99', 404],
      ['/topics?level=field', 400],
      ['/?topic=t99', 404],
      ['/?topic=t1&topic=t2', 400],
      ['/?topic=f1&cursor=garbage', 400],
    ] as const) {
      const found = await page(path);
      assert.deepEqual([found.status, /<h1>/.test(found.html)], [status, true], path);
    }
  });
});

describe('the feed of a topic', () => {
  it('has its newest papers as Atom, with links to their pages here, whatever is in their titles', async () => {
    const [topic] = (await engine.topics()).topics;
    const response = await app.request(`/topics/${topic?.id}/feed.atom`);
    assert.equal(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
    const feed = await response.text();
    const { papers } = await engine.topicPapers({ topic: topic?.id ?? '', k: 50, sort: 'date' });
    const links = [...feed.matchAll(/<entry>[\s\S]*?<id>http:\/\/localhost\/papers\/([^<]+)<\/id>/g)].map(([, id]) =>
      decodeURIComponent(id ?? ''),
    );
    assert.deepEqual(
      links,
      papers.map(({ paper }) => paper.id),
    );
    assert.match(
      (await page(`/topics/${topic?.id}`)).html,
      /<link rel="alternate" type="application\/atom\+xml" href="\/topics\/t\d+\/feed\.atom"/,
    );
  });

  it('is not there where the topic is not', async () => {
    assert.equal((await app.request('/topics/t999/feed.atom')).status, 404);
  });
});
