import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Engine } from '../../src/engine.js';
import { createApp } from '../../src/server/app.js';
import { listen } from '../../src/server/listen.js';

const CANDIDATES = [process.env['PAPERKIN_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** For tests that need Chromium. Where CI runs, a missing browser is a fault and not a reason to skip. */
export const NO_CHROMIUM = executablePath === undefined && !process.env['CI'] ? 'needs Chromium (set PAPERKIN_CHROMIUM)' : false;

/** Without these it looks for updates and hosts of its maker at each start. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? '', args: QUIET });
}

/** A server in Chromium. */
export interface Visit {
  server: { url: string };
  /** What the server, its pages or the browser had to complain of, and what was asked of any other host. */
  complaints: string[];
  open(path?: string, options?: Parameters<Browser['newPage']>[0]): Promise<Page>;
  close(): Promise<void>;
}

export async function visit(engine: Engine): Promise<Visit> {
  const complaints: string[] = [];
  const server = await listen(createApp(engine, { log: (line) => complaints.push(line) }), { host: '127.0.0.1', port: 0 });
  const browser = await openChromium();
  return {
    server,
    complaints,
    async open(path = '', options = {}) {
      const page = await browser.newPage(options);
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(server.url)) complaints.push(`asked ${request.url()}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(`${server.url}${path}`);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
