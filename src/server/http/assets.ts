import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { PACKAGE_ROOT } from '../../files/package-root.js';
import type { AssetLinks } from '../../web/layout.js';
import type { MapAssets } from '../../web/map-page.js';

const SCRIPT = 'text/javascript; charset=utf-8';
/** Read once: they are small, and they do not change under a running server. */
const FILES = {
  stylesheet: asset('paperkin.css', 'text/css; charset=utf-8'),
  icon: asset('icon.svg', 'image/svg+xml'),
  mapStylesheet: asset('map.css', 'text/css; charset=utf-8'),
  mapScript: asset('map.js', SCRIPT, ['map-draw.js']),
  // Asked for by the one before, in whose folder it is.
  mapDrawing: asset('map-draw.js', SCRIPT, ['map.js']),
};

/** The digest in an address changes with the content, so a browser may keep what it has for ever. */
export const ASSETS: AssetLinks = { stylesheet: FILES.stylesheet.path, icon: FILES.icon.path };
export const MAP_ASSETS: MapAssets = { stylesheet: FILES.mapStylesheet.path, script: FILES.mapScript.path };

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

/** @param beside files that it is used with: they are in one folder, whose name changes with any of them */
function asset(name: string, type: string, beside: readonly string[] = []) {
  const read = (file: string) => readFileSync(join(PACKAGE_ROOT, 'assets', file), 'utf8');
  const content = read(name);
  const digest = createHash('sha256')
    .update([name, ...beside].sort().map(read).join(''))
    .digest('hex')
    .slice(0, 12);
  return { path: `/assets/${digest}/${name}`, type, content };
}
