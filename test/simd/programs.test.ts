import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import wabt from 'wabt';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { PROGRAMS } from '../../src/simd/programs.js';

const SOURCES = join(PACKAGE_ROOT, 'src', 'simd');

describe('the programs that ship', () => {
  it('are what their sources say, byte by byte', async () => {
    const { parseWat } = await wabt();
    const files = readdirSync(SOURCES).filter((file) => file.endsWith('.wat'));
    const built = files.map((file) => {
      const { buffer } = parseWat(file, readFileSync(join(SOURCES, file), 'latin1')).toBinary({});
      return [basename(file, '.wat'), Buffer.from(buffer).toString('base64')];
    });
    assert.deepEqual(PROGRAMS, Object.fromEntries(built), 'npm run build:simd makes them anew');
  });
});
