import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../src/engine.js';
import { createApp } from '../../src/server/app.js';
import { type Listening, listen } from '../../src/server/listen.js';
import { openTestEngine } from '../support/engine.js';

describe('a server whose clients go away', () => {
  let engine: Engine;
  let server: Listening;
  const logged: string[] = [];

  before(async () => {
    ({ engine } = await openTestEngine());
    const app = createApp(engine, { log: (line) => logged.push(line) });
    server = await listen(app, { host: '127.0.0.1', port: 0 });
  });
  after(async () => {
    await server.close();
    await engine.close();
  });

  it('takes half a body and a closed connection for no fault of its own', async () => {
    for (const path of ['/api/search', '/api/profiles/import', '/readers']) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"que`);
      await pause(100);
      socket.destroy();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    await pause(100);
    assert.deepEqual(logged, []);
    assert.equal((await fetch(new URL('api/health', server.url))).status, 200);
  });
});
