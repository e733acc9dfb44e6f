import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package: what ships beside the code (models, data, assets) is found from here. */
export const PACKAGE_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Folder of the model that ships. */
export const BUNDLED_MODEL = join(PACKAGE_ROOT, 'models', 'paperkin-mini');

/** Version of the package, as its manifest states it. */
export const VERSION = String((JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: unknown }).version);

/** The code runs from `dist/` when installed and from `build/src/` in tests, so it looks upwards. */
function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of paperkin is missing above its code.');
  return findRoot(parent);
}
