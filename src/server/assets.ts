import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { PACKAGE_ROOT } from '../package-root.js';
import type { AssetLinks } from '../web/layout.js';

/** Read once: they are small, and they do not change under a running server. */
const FILES = {
  stylesheet: asset('paperkin.css', 'text/css; charset=utf-8'),
  icon: asset('icon.svg', 'image/svg+xml'),
};

/** The digest in an address changes with the content, so a browser may keep what it has for ever. */
export const ASSETS: AssetLinks = { stylesheet: FILES.stylesheet.path, icon: FILES.icon.path };

export function assetRoutes(): Hono {
  const routes = new Hono();
  for (const { path, type, content } of Object.values(FILES)) {
    routes.get(path, (context) => {
      context.header('Content-Type', type);
      context.header('Cache-Control', 'public, max-age=31536000, immutable');
      return context.body(content);
    });
  }
  return routes;
}

function asset(name: string, type: string) {
  const content = readFileSync(join(PACKAGE_ROOT, 'assets', name), 'utf8');
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/${digest}/${name}`, type, content };
}
