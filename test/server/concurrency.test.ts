import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { PaperkinError } from '../../src/errors.js';
import { limitConcurrency } from '../../src/server/http/concurrency.js';

function crowded() {
  const app = new Hono();
  const finish: (() => void)[] = [];
  let [atOnce, most, begun] = [0, 0, 0];
  app.use(limitConcurrency({ running: 2, waiting: 3 }));
  app.onError((error, context) => context.text('refused', error instanceof PaperkinError && error.code === 'TIMEOUT' ? 503 : 410));
  app.get('/api/health', (context) => context.text('well'));
  app.all('/work', async (context) => {
    begun++;
    most = Math.max(most, ++atOnce);
    await new Promise<void>((resolve) => finish.push(resolve));
    atOnce--;
    return context.text(await context.req.text());
  });
  const rest = () => new Promise((resolve) => setTimeout(resolve, 5));
  const finishAll = async () => {
    await rest();
    while (finish.length > 0) {
      finish.shift()?.();
      await rest();
    }
  };
  return { app, finishAll, rest, counts: () => ({ most, begun }) };
}

describe('a crowd of requests', () => {
  it('is worked on a few at a time, waits a while, and is refused beyond; whoever asks how the server is has an answer', async () => {
    const { app, finishAll, rest, counts } = crowded();
    const asked = Array.from({ length: 9 }, () => app.request('/work'));
    await rest();
    assert.equal((await app.request('/api/health')).status, 200);
    await finishAll();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 503, 503, 503, 503]);
    assert.deepEqual(counts(), { most: 2, begun: 5 });
    const again = app.request('/work', { method: 'POST', body: 'a body' });
    await finishAll();
    assert.equal(await (await again).text(), 'a body');
  });

  it('loses those who have gone before their turn', async () => {
    const { app, finishAll, rest, counts } = crowded();
    const asked = [app.request('/work'), app.request('/work')];
    const gone = new AbortController();
    const left = app.request('/work', { signal: gone.signal });
    await rest();
    gone.abort();
    await finishAll();
    await Promise.all([...asked, left]);
    assert.equal(counts().begun, 2);
  });
});
