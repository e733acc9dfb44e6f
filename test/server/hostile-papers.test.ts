import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { paperOf } from '../../src/paper/merge.js';
import type { Paper } from '../../src/paper/paper.js';
import { createApp } from '../../src/server/app.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { openTestEngine } from '../support/engine.js';

/** Whatever has no place in an address, a page or XML. */
const NASTY = '\ud800\u0000\u0008\u202e\ufffe</script>"\'&<%%zz?#/../\\ ]]>\ud83d';

/** Put into the store past every check, as another program or an older version may have done. */
const HOSTILE: readonly Paper[] = ['doi:10.1000/', 'arxiv:', 'hash:', ''].map((prefix, i) =>
  paperOf({
    ids: [`${prefix}${NASTY}${i}`, `doi:10.2000/../../admin${i}`],
    title: `A sparse approach to the key-value cache ${NASTY} ${i}`,
    abstract: `Our sparse approach shrinks the key-value cache that a language model keeps ${NASTY}`,
    authors: [`Ada ${NASTY}`],
    organisation: NASTY,
    categories: [NASTY],
    keywords: [NASTY],
    venue: NASTY,
    published: '2026-01-15',
    url: `https://example.org/${NASTY}`,
    code: NASTY,
  }),
);

const { engine, home } = await openTestEngine([], { checked: false });
after(() => engine.close());
const store = await SqliteStore.open(home);
const writer = await store.openWriter('test');
await writer.put(HOSTILE);
await writer.close();
await store.close();
await engine.embedPapers();
const topic = await engine.createNamedTopic({ name: 'key-value cache' });
const app = createApp(engine);

describe('papers with ids, names and texts that nothing can print', () => {
  it('are there', async () => {
    const { results } = await engine.search({ query: 'sparse approach to the key-value cache', k: 10 });
    // Nothing else is of that day. They are versions of one text, so one of them stands for all.
    const [one, ...others] = results.filter(({ paper }) => paper.published === '2026-01-15');
    assert.equal(one?.duplicates?.length, HOSTILE.length - 1);
    assert.deepEqual(others, []);
  });

  for (const path of [
    '/',
    '/?q=sparse+approach+to+the+key-value+cache',
    '/papers/arxiv:2501.00001',
    '/topics',
    '/trends',
    '/api/papers',
    '/api/search?q=sparse+key-value+cache&k=20',
    '/api/papers/arxiv:2501.00001/similar?k=20',
    '/api/topics/named',
    '/api/merges',
  ]) {
    it(`do not break ${path}`, async () => assert.equal((await app.request(path)).status, 200));
  }

  it('do not break the pages, feeds and papers of a topic', async () => {
    for (const path of [`/topics/${topic.id}`, `/topics/${topic.id}/feed.atom`, `/api/topics/named/${topic.id}/papers`]) {
      const response = await app.request(path);
      assert.equal(response.status, 200, path);
      assert.ok((await response.text()).includes('sparse approach'), path);
    }
  });

  it('have links that lead to a page of a paper, and nowhere else', async () => {
    const page = await (await app.request('/?q=sparse+approach+to+the+key-value+cache')).text();
    const links = [...page.matchAll(/<h2><a href="([^"]*)"/g)].map(
      ([, link = '']) => new URL(link.replaceAll('&amp;', '&'), 'http://here').pathname,
    );
    assert.ok(links.length > 5);
    for (const link of links) assert.ok(link.startsWith('/papers/'), link);
  });
});
