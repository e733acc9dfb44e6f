import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { MergesPage, Paper } from '../../src/index.js';
import { createApp } from '../../src/server/app.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const app = createApp(engine);
const request = async <T>(path: string, method = 'GET') => {
  const response = await app.request(path, { method });
  return { status: response.status, body: (await response.json()) as T & { error: { code: string } } };
};

async function importRecords(...records: object[]): Promise<void> {
  const file = join(home, 'more.jsonl');
  await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
  await engine.importPapers({ path: file });
}

describe('merges over HTTP', () => {
  it('are listed, and undone: both papers can be found and are like each other', async () => {
    const [first] = INVENTED_PAPERS;
    const published = { ...first, id: undefined, doi: '10.1000/one', venue: 'A venue' };
    await importRecords(published);
    const { body } = await request<MergesPage>('/api/merges?limit=1');
    const [merge] = body.merges;
    assert.equal(merge?.paper?.id, `arxiv:${first?.id}`);
    assert.deepEqual([merge?.reason, merge?.record.id, body.next], ['title', 'doi:10.1000/one', undefined]);
    const undone = await request<{ papers: Paper[] }>(`/api/merges/${merge?.number}/undo`, 'POST');
    assert.deepEqual(
      undone.body.papers.map(({ id }) => id),
      [`arxiv:${first?.id}`, 'doi:10.1000/one'],
    );
    const { results } = await engine.similar({ ids: [`arxiv:${first?.id}`], k: 1 });
    assert.equal(results[0]?.paper.id, 'doi:10.1000/one');
    await importRecords(published);
    assert.deepEqual((await request<MergesPage>('/api/merges')).body.merges, []);
    assert.equal((await request(`/api/merges/${merge?.number}/undo`, 'POST')).body.error.code, 'MERGE_NOT_FOUND');
    for (const number of ['x', '0', '-1', '1e3']) assert.equal((await request(`/api/merges/${number}/undo`, 'POST')).status, 400, number);
  });
});

describe('removing a paper', () => {
  it('forgets it at every door, and an import brings it back', async () => {
    const [, second] = INVENTED_PAPERS;
    const id = `arxiv:${second?.id}`;
    assert.deepEqual((await request<object>(`/api/papers/${id}`, 'DELETE')).body, { removed: 1 });
    assert.equal((await request(`/api/papers/${id}`)).status, 404);
    assert.equal((await request(`/api/papers/${id}`, 'DELETE')).body.error.code, 'PAPER_NOT_FOUND');
    assert.equal((await request('/api/papers/nonsense', 'DELETE')).body.error.code, 'INVALID_ID');
    await engine.embedPapers();
    const { results } = await engine.search({ query: second?.title ?? '', k: 30 });
    assert.ok(results.length > 0 && results.every(({ paper }) => paper.id !== id));
    await importRecords(second as object);
    assert.equal((await engine.search({ query: second?.title ?? '', k: 1 })).results[0]?.paper.id, id);
  });

  it('removes all papers that are named, or none', async () => {
    const ids = INVENTED_PAPERS.slice(5, 7).map(({ id }) => id);
    await assert.rejects(engine.removePapers({ ids: [...ids, '2412.00001'] }), { code: 'PAPER_NOT_FOUND', value: 'arxiv:2412.00001' });
    assert.ok(await engine.paper({ id: ids[0] ?? '' }));
    assert.deepEqual(await engine.removePapers({ ids: [...ids, ...ids] }), { removed: 2 });
  });
});
