import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import type { Engine } from '../../src/engine.js';
import { createApp } from '../../src/server/app.js';
import { type Listening, listen } from '../../src/server/listen.js';
import { NO_CHROMIUM, openChromium } from '../support/browser.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());

/** Counts what reaches the engine, which answers as ever. */
function counted(): { engine: Engine; asked: () => number } {
  let asked = 0;
  const watched = new Proxy(engine, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        asked++;
        return Reflect.apply(value, target, given);
      };
    },
  });
  return { engine: watched, asked: () => asked };
}

describe('a page of another site in Chromium', { skip: NO_CHROMIUM }, () => {
  const { engine: watched, asked } = counted();
  const other = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>other</title>
<img src="${url}api/search?q=image"><script src="${url}api/search?q=script"></script><iframe src="${url}?q=frame"></iframe>
<link rel="stylesheet" href="${url}api/search?q=style"><link rel="prefetch" href="${url}?q=prefetch">
<object data="${url}?q=object"></object><video src="${url}api/search?q=video"></video>
<script>fetch('${url}api/search?q=opaque', { mode: 'no-cors' }); fetch('${url}api/search?q=cors').catch(() => 0);</script>
<a id="link" href="${url}?q=structure+of+proteins">proteins</a>`);
  });
  const answered = new Map<string, number>();
  let url = '';
  let server: Listening;
  let browser: Browser;

  before(async () => {
    const app = createApp(watched);
    // Chromium does not tell what became of an image that is refused: what the server answered is counted there.
    const outer = new Hono().all('*', async (context) => {
      const response = await app.fetch(context.req.raw, context.env);
      const { pathname, search } = new URL(context.req.url);
      answered.set(`${pathname}${search}`, response.status);
      return response;
    });
    server = await listen(outer, { host: '127.0.0.1', port: 0 });
    browser = await openChromium();
    url = server.url;
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await browser.close();
    other.close();
    await server.close();
  });

  // Another port of one address is the same site; by its name it is another.
  for (const host of ['127.0.0.1', 'localhost'])
    it(`at ${host} is refused all that it embeds, and answered when its link is followed`, async () => {
      const page = await browser.newPage();
      answered.clear();
      const before = asked();
      await page.goto(`http://${host}:${(other.address() as AddressInfo).port}/`, { waitUntil: 'networkidle' });
      assert.ok(answered.size >= 7, [...answered.keys()].join(' '));
      for (const [path, status] of answered) assert.equal(status, 403, path);
      assert.equal(asked(), before);
      await page.click('#link');
      await page.waitForURL(/q=structure/);
      assert.match((await page.locator('.papers h2').first().textContent()) ?? '', /protein/);
      assert.ok(asked() > before);
      await page.close();
    });
});
