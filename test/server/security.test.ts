import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { hostAllowed, isLoopback, originAllowed } from '../../src/server/security.js';
import { openTestEngine } from '../support/engine.js';

describe('a server on loopback', () => {
  it('answers to the names of loopback only', () => {
    for (const host of ['localhost', 'localhost:7275', '127.0.0.1:80', '[::1]:7275', 'LOCALHOST'])
      assert.ok(hostAllowed('127.0.0.1', host), host);
    for (const host of ['evil.example', 'evil.example:7275', 'localhost.evil.example', '127.0.0.1.nip.io', '', undefined]) {
      assert.ok(!hostAllowed('127.0.0.1', host), host);
    }
  });

  it('may be called by any name once it is bound to another address on purpose', () => {
    assert.ok(hostAllowed('0.0.0.0', 'papers.example'));
    assert.ok(isLoopback('127.0.0.53') && isLoopback('::1') && !isLoopback('192.168.1.4'));
  });

  it('takes writing requests from programs and from its own page only', () => {
    assert.ok(originAllowed('localhost:7275', undefined));
    assert.ok(originAllowed('localhost:7275', 'http://localhost:7275'));
    for (const origin of ['https://evil.example', 'null', 'http://localhost:9999', ''])
      assert.ok(!originAllowed('localhost:7275', origin), origin);
    // Where a browser says no more than whose page it was.
    for (const site of ['cross-site', 'same-site', '']) assert.ok(!originAllowed('localhost:7275', undefined, site), site);
    for (const site of ['same-origin', 'none', undefined]) assert.ok(originAllowed('localhost:7275', undefined, site), site);
  });

  it('says so, and sends the headers that keep a page to itself', async () => {
    const { engine } = await openTestEngine();
    after(() => engine.close());
    const app = createApp(engine);
    const rebound = await app.request('/api/health', { headers: { host: 'evil.example' } });
    assert.equal(rebound.status, 403);
    assert.equal(((await rebound.json()) as { error: { code: string } }).error.code, 'FORBIDDEN');
    const foreign = await app.request('/api/similar', {
      method: 'POST',
      body: '{"text":"x"}',
      headers: { host: 'localhost', origin: 'https://evil.example', 'content-type': 'application/json' },
    });
    assert.equal(foreign.status, 403);
    const page = await app.request('/');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*style-src 'self'/);
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  });
});
