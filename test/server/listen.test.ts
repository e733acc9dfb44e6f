import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { listen } from '../../src/server/listen.js';

const app = new Hono();
let started = 0;
app.get('/', (context) => context.text('here'));
app.get('/slow', async (context) => {
  started++;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return context.text('finished');
});

describe('listening', () => {
  it('gives the address with the port that the system chose', async () => {
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    assert.equal(await (await fetch(server.url)).text(), 'here');
    await server.close();
    await assert.rejects(fetch(server.url));
  });

  it('says that a port is taken', async () => {
    const first = await listen(app, { host: '127.0.0.1', port: 0 });
    const port = Number(new URL(first.url).port);
    await assert.rejects(listen(app, { host: '127.0.0.1', port }), { code: 'PORT_IN_USE', value: port });
    await first.close();
  });

  it('says that the machine has no such address', async () => {
    await assert.rejects(listen(app, { host: '203.0.113.7', port: 0 }), { code: 'INVALID_INPUT', value: '203.0.113.7' });
  });

  it('finishes the requests that run before it closes', async () => {
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const running = fetch(`${server.url}slow`).then((response) => response.text());
    while (started === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.close();
    assert.equal(await running, 'finished');
  });
});
