import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import { BOUNDS, type Listening, listen } from '../../src/server/listen.js';

const LARGE = 64 * 2 ** 20;
const app = new Hono();
app.get('/', (context) => context.text('here'));
app.post('/', async (context) => context.text(String((await context.req.text()).length)));
app.get('/large', (context) => context.body(new Uint8Array(LARGE)));

/** Opens a connection, and tells in milliseconds after how long it was closed. */
async function held(port: number, begin: string, trickle?: string): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  if (trickle !== undefined) socket.resume();
  await once(socket, 'connect');
  const start = performance.now();
  socket.write(begin);
  const timer = setInterval(() => socket.write(trickle ?? ''), 100);
  await closed(socket);
  clearInterval(timer);
  return performance.now() - start;
}

/** Not `once` of node:events, which fails where the other side resets the connection: that closes it, too. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

describe('a server whose clients are slow', () => {
  let server: Listening;
  let port: number;
  const bounds = { headers: 400, request: 800, idle: 600, check: 100, connections: 420 };

  before(async () => {
    server = await listen(app, { host: '127.0.0.1', port: 0, grace: 50, bounds });
    port = Number(new URL(server.url).port);
  });
  after(() => server.close());

  it('closes 400 connections whose headers trickle, and answers others meanwhile', async () => {
    const slow = Array.from({ length: 400 }, () => held(port, 'GET / HTTP/1.1\r\nHost: localhost\r\nX: ', 'a'));
    assert.equal(await (await fetch(server.url)).text(), 'here');
    for (const time of await Promise.all(slow)) assert.ok(time < 3_000, `${time} ms`);
  });

  it('closes a connection whose body trickles', async () => {
    const time = await held(port, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n', 'a');
    assert.ok(time > 400 && time < 3_000, `${time} ms`);
  });

  it('closes a connection that does not take its answer', async () => {
    const socket: Socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    // What the system holds is read, and then the end is found.
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.resume();
    await closed(socket);
    assert.ok(bytes < LARGE, `${bytes} bytes`);
  });

  it('takes no more connections than its bound, and others once there is room', async () => {
    const sockets = Array.from({ length: 500 }, () => connect(port, '127.0.0.1').resume());
    let refused = 0;
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.on('close', () => refused++);
    }
    for (let i = 0; i < 100 && refused < 80; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(refused >= 80 && refused < 200, `${refused} refused`);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await (await fetch(server.url)).text(), 'here');
  });

  it('gives headers no more than ten seconds unless told otherwise', () => {
    assert.ok(BOUNDS.headers + BOUNDS.check <= 10_000);
  });
});
