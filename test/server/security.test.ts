import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { hostAllowed, isLoopback, originAllowed, readAllowed } from '../../src/server/http/security.js';
import { openTestEngine } from '../support/engine.js';

describe('a server on loopback', () => {
  it('answers to the names of loopback only', () => {
    for (const host of ['localhost', 'localhost:7275', '127.0.0.1:80', '[::1]:7275', 'LOCALHOST'])
      assert.ok(hostAllowed('127.0.0.1', host), host);
    for (const host of ['evil.example', 'evil.example:7275', 'localhost.evil.example', '127.0.0.1.nip.io', '', undefined]) {
      assert.ok(!hostAllowed('127.0.0.1', host), host);
    }
  });

  it('answers besides to the names that its user allowed', () => {
    assert.ok(hostAllowed('127.0.0.1', 'papers.example:7275', ['Papers.example']));
    assert.ok(!hostAllowed('127.0.0.1', 'evil.example', ['papers.example']));
  });

  it('bound to another address answers to addresses and the name of the machine, not to any name', () => {
    const own = hostname();
    for (const host of ['192.168.1.4:7275', '[fe80::1]:7275', 'localhost', own, `${own}:7275`, `${own}.`, 'PAPERS.example'])
      assert.ok(hostAllowed('0.0.0.0', host, ['papers.example']), host);
    for (const host of ['evil.example', '192.168.1.4.nip.io', '', undefined]) assert.ok(!hostAllowed('0.0.0.0', host), host);
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

  it('takes reading requests from programs, its own page and people who follow a link', () => {
    const here = 'localhost:7275';
    const link = { mode: 'navigate', dest: 'document' };
    for (const caller of [{}, { site: 'same-origin', mode: 'no-cors', dest: 'image' }, { site: 'none', ...link }])
      assert.ok(readAllowed(here, caller), JSON.stringify(caller));
    for (const site of ['cross-site', 'same-site']) {
      assert.ok(readAllowed(here, { site, ...link }), site);
      for (const [mode, dest] of [
        ['no-cors', 'image'],
        ['no-cors', 'script'],
        ['no-cors', 'empty'],
        ['cors', 'empty'],
        ['navigate', 'iframe'],
        ['navigate', 'embed'],
      ])
        assert.ok(!readAllowed(here, { site, mode, dest }), `${site} ${mode} ${dest}`);
      assert.ok(!readAllowed(here, { site, ...link, purpose: 'prefetch;prerender' }));
    }
    assert.ok(!readAllowed(here, { origin: 'https://evil.example' }));
    assert.ok(readAllowed(here, { origin: 'http://localhost:7275' }));
  });

  it('says so, and sends the headers that keep a page to itself', async () => {
    const { engine } = await openTestEngine();
    after(() => engine.close());
    const app = createApp(engine);
    const rebound = await app.request('/api/health', { headers: { host: 'evil.example' } });
    assert.equal(rebound.status, 403);
    const { error } = (await rebound.json()) as { error: { code: string; remedy: string } };
    assert.equal(error.code, 'FORBIDDEN');
    assert.match(error.remedy, /--allow-host/);
    const image = { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    for (const path of ['/api/search?q=x', '/?q=x', '/map.svg', '/assets/x', '/api/health'])
      for (const method of ['GET', 'HEAD']) assert.equal((await app.request(path, { method, headers: image })).status, 403, path);
    const isQuery = await app.request('/api/similar', {
      method: 'POST',
      body: '{"text":"x"}',
      headers: { host: 'localhost', origin: 'https://evil.example', 'content-type': 'application/json' },
    });
    assert.equal(isQuery.status, 403);
    const page = await app.request('/');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*style-src 'self'/);
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  });
});
