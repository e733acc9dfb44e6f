import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { createApp } from '../../src/server/app.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const EVIL = '<script>alert(1)</script> & "quotes"';
const { engine } = await openTestEngine([
  { id: '2504.00001', title: EVIL, abstract: `An abstract with ${EVIL}`, authors: [EVIL], url: 'javascript:alert(1)' },
  {
    id: '2506.00001',
    doi: '10.1145/7654321',
    title: 'On sums of squares in graphs',
    abstract: 'We show that $x^2 + y^2$ grows.',
    authors: Array.from({ length: 35 }, (_, i) => `Author ${i + 1}`),
    organisation: 'ACME',
    categories: ['cs.LG', 'math.CO'],
    keywords: ['sums', 'graphs'],
    venue: 'Journal of Examples',
    published: '2024-03-14',
    url: 'https://www.papers.example/1',
    code: 'https://code.example/1',
    comments: 1,
  },
  { id: '2506.00002', title: 'A paper that eight people wrote', abstract: 'Eight people wrote it.', authorCount: 8 },
  { title: 'A paper of an organisation', abstract: 'It has no named authors.', organisation: 'ACME', comments: 1, published: '2025' },
]);
const empty = await openEngine({ home: await temporaryFolder() });
const unembedded = await openEngine({ home: await temporaryFolder() });
const file = join(await temporaryFolder(), 'one.jsonl');
await writeFile(file, JSON.stringify({ id: '2505.00001', title: 'A paper without a vector', abstract: 'It waits.' }));
await unembedded.importPapers({ path: file, embed: false });
after(async () => {
  for (const opened of [engine, empty, unembedded]) await opened.close();
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
    assert.match(html, /34 papers/);
    assert.match(html, /A adaptive approach to robot hands/);
    assert.match(html, /Older papers/);
  });

  it('goes to older papers and comes to an end', async () => {
    const { html } = await page('/');
    const next = /href="(\/\?cursor=[^"]+)"/.exec(html)?.[1] ?? '';
    const older = await page(next);
    assert.equal(older.status, 200);
    assert.doesNotMatch(older.html, /rel="next"/);
    assert.match(older.html, /<a href="\/">Newest papers<\/a>/);
  });

  it('goes on to more of an answer', async () => {
    const { html } = await page('/?q=approach');
    const next = /href="(\/\?q=approach&amp;cursor=[^"]+)" rel="next"/.exec(html)?.[1]?.replace('&amp;', '&') ?? '';
    const more = await page(next);
    assert.equal(more.status, 200);
    const shown = (page: string) => [...page.matchAll(/href="\/papers\/([^"]+)"/g)].map(([, id]) => id);
    assert.ok(shown(more.html).length > 0);
    assert.deepEqual(
      shown(more.html).filter((id) => shown(html).includes(id)),
      [],
    );
  });

  it('shows what a question found, the question still in its box', async () => {
    const { html } = await page('/?q=proteins%20%26%20%22families%22');
    assert.match(html, /value="proteins &amp; &quot;families&quot;"/);
    assert.match(html, /meaning 0\.\d\d · words \d\.\d\d · closer than \d+(\.\d+)?% of pairs/);
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
    assert.match(html, /ACME · <time datetime="2025">2025<\/time>/);
  });

  it('says how to begin where there are no papers', async () => {
    const { status, html } = await page('/', createApp(empty));
    assert.equal(status, 200);
    assert.match(html, /paperkin import/);
    assert.match((await page('/?q=anything', createApp(empty))).html, /paperkin import/);
  });

  it('says what is missing where there are papers, but none has its vector yet', async () => {
    const app = createApp(unembedded);
    assert.match((await page('/?q=anything', app)).html, /No results among 1 papers?.*paperkin embed/);
    assert.match((await page('/', app)).html, /1 without a vector/);
    assert.match((await page('/papers/arxiv:2505.00001', app)).html, /no other paper here/);
  });

  it('shows all that is known of a paper: who, where, when, about what, and where to read it', async () => {
    const { html } = await page('/papers/arxiv:2506.00001');
    assert.match(html, /Author 12 and 23 more · ACME/);
    assert.match(html, /14 March 2024<\/time> · Journal of Examples · cs\.LG, math\.CO · 1 comment</);
    assert.match(html, /<li>sums<\/li><li>graphs<\/li>/);
    assert.match(html, /x\^2 \+ y\^2/);
    for (const [url, label] of [
      ['https://arxiv.org/abs/2506.00001', 'arXiv:2506.00001'],
      ['https://doi.org/10.1145/7654321', 'DOI 10.1145/7654321'],
      ['https://www.papers.example/1', 'Source (papers.example)'],
      ['https://code.example/1', 'Code (code.example)'],
    ]) {
      assert.ok(html.includes(`<a href="${url}" rel="noreferrer">${label}</a>`), label);
    }
  });

  it('counts the authors where a source names none', async () => {
    assert.match((await page('/papers/arxiv:2506.00002')).html, /<p class="authors">8 authors<\/p>/);
  });

  it('has headings that step down by one, one main part, and a label on the search box', async () => {
    for (const path of ['/', '/?q=robot', '/papers/arxiv:2501.00003', '/papers/nonsense']) {
      const { html } = await page(path);
      const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
      assert.equal(levels[0], 1, path);
      assert.ok(
        levels.every((level, i) => i === 0 || (level > 1 && level <= (levels[i - 1] ?? 0) + 1)),
        `${path}: ${levels}`,
      );
      assert.equal(html.match(/<main/g)?.length, 1);
      assert.match(html, /<label class="hidden" for="q">/);
    }
  });

  it('shows errors as pages with their status', async () => {
    for (const [path, status] of [
      ['/papers/arxiv:2501.99999', 404],
      ['/papers/nonsense', 400],
      ['/nothing', 404],
      ['/?cursor=garbage', 400],
      ['/?q=%3F%21', 400],
      ['/?q=a&q=b', 400],
      ['/?q=a&query=b', 400],
    ] as const) {
      const answer = await page(path);
      assert.equal(answer.status, status, path);
      assert.match(answer.html, /<h1>/);
    }
  });

  it('keeps a question that was refused in its box, to be corrected', async () => {
    assert.match((await page('/?q=%3F%21')).html, /value="\?!"/);
  });

  it('takes an address of a paper with what others have added to it', async () => {
    assert.equal((await page('/papers/2501.00003v2?utm_source=mail')).status, 200);
  });

  it('asks for nothing from elsewhere, and its own files may be kept for ever', async () => {
    const { html } = await page('/');
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    assert.equal(new Set(assets).size, 2);
    for (const path of assets) {
      const response = await app.request(path);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('cache-control') ?? '', /immutable/);
    }
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//);
  });
});
