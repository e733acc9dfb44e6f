import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const EVIL = '<script>alert(1)</script> & "quotes"';
const { engine } = await openTestEngine([
  { id: '2504.00001', title: EVIL, abstract: `An abstract with ${EVIL}`, authors: [EVIL], url: 'javascript:alert(1)' },
  { title: 'A paper of an organisation', abstract: 'It has no named authors.', organisation: 'ACME', comments: 1, published: '2025' },
]);
const empty = await openEngine({ home: await temporaryFolder() });
after(async () => {
  await engine.close();
  await empty.close();
});
const app = createApp(engine);

async function page(path: string, of = app) {
  const response = await of.request(path);
  return { status: response.status, type: response.headers.get('content-type'), html: await response.text() };
}

describe('the page', () => {
  it('shows the newest papers and how many there are', async () => {
    const { status, type, html } = await page('/');
    assert.equal(status, 200);
    assert.match(type ?? '', /^text\/html/);
    assert.match(html, /^<!doctype html><html lang="en">/i);
    assert.match(html, /32 papers/);
    assert.match(html, /A adaptive approach to robot hands/);
    assert.match(html, /Older papers/);
  });

  it('goes to older papers and comes to an end', async () => {
    const { html } = await page('/');
    const next = /href="(\/\?cursor=[^"]+)"/.exec(html)?.[1] ?? '';
    const older = await page(next);
    assert.equal(older.status, 200);
    assert.doesNotMatch(older.html, /Older papers/);
  });

  it('shows what a question found, the question still in its box', async () => {
    const { html } = await page('/?q=proteins%20%26%20%22families%22');
    assert.match(html, /value="proteins &amp; &quot;families&quot;"/);
    assert.match(html, /alike/);
    assert.match(html, /href="\/papers\/arxiv:2502\./);
  });

  it('shows a paper with its neighbours, but not itself among them', async () => {
    const { status, html } = await page('/papers/arxiv:2501.00003');
    assert.equal(status, 200);
    assert.match(html, /https:\/\/arxiv\.org\/abs\/2501\.00003/);
    assert.equal(html.match(/href="\/papers\//g)?.length, 10);
    assert.doesNotMatch(html, /href="\/papers\/arxiv:2501\.00003"/);
  });

  it('escapes whatever papers and questions bring', async () => {
    for (const path of ['/papers/arxiv:2504.00001', `/?q=${encodeURIComponent(EVIL)}`, '/']) {
      const { html } = await page(path);
      assert.doesNotMatch(html, /<script/i);
      assert.doesNotMatch(html, /javascript:/);
    }
  });

  it('shows an organisation where nobody is named, and a date as exact as it is known', async () => {
    const { html } = await page('/?q=organisation%20without%20named%20authors');
    assert.match(html, /ACME · 2025/);
  });

  it('says how to begin where there are no papers', async () => {
    const { status, html } = await page('/', createApp(empty));
    assert.equal(status, 200);
    assert.match(html, /paperkin import/);
    assert.match((await page('/?q=anything', createApp(empty))).html, /paperkin import/);
  });

  it('shows errors as pages with their status', async () => {
    for (const [path, status] of [
      ['/papers/arxiv:2501.99999', 404],
      ['/papers/nonsense', 400],
      ['/nothing', 404],
      ['/?cursor=garbage', 400],
      ['/?q=%3F%21', 400],
    ] as const) {
      const answer = await page(path);
      assert.equal(answer.status, status, path);
      assert.match(answer.html, /<h1>/);
    }
  });

  it('asks for nothing from elsewhere, and its own files may be kept for ever', async () => {
    const { html } = await page('/');
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    assert.equal(assets.length, 2);
    for (const path of assets) {
      const response = await app.request(path);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('cache-control') ?? '', /immutable/);
    }
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//);
  });
});
