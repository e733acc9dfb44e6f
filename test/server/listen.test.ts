import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { listen } from '../../src/server/listen.js';

const app = new Hono();
let started = 0;
app.get('/', (context) => context.text('here'));
app.get('/stuck', () => new Promise<Response>(() => started++));
app.get('/slow', async (context) => {
  started++;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return context.text('finished');
});

async function untilStarted(): Promise<void> {
  while (started === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  started = 0;
}

/** Sends bytes that no HTTP client would, and gives what came back. */
async function raw(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(request);
  return (await socket.setEncoding('utf8').toArray()).join('');
}

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
    await untilStarted();
    const before = performance.now();
    await server.close();
    assert.equal(await running, 'finished');
    // Node would keep the connection alive for 5 s: nobody who pressed Ctrl-C waits for that.
    assert.ok(performance.now() - before < 2_000);
  });

  it('does not wait for ever for a request that never ends, and may be closed twice', async () => {
    const server = await listen(app, { host: '127.0.0.1', port: 0, grace: 50 });
    const stuck = assert.rejects(fetch(`${server.url}stuck`));
    await untilStarted();
    await Promise.all([server.close(), server.close()]);
    await stuck;
  });

  it('answers a request with a broken Host header in the shape of every error', async () => {
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const answer = await raw(Number(new URL(server.url).port), 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /"code":"INVALID_INPUT".*"requestId":"[0-9a-f-]{36}"/);
    await server.close();
  });
});
