import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { configSchema, readConfig } from '../../src/config.js';
import { settingsOf } from '../../src/input/settings.js';
import { temporaryFolder } from '../support/temporary.js';

async function homeWith(file: object): Promise<string> {
  const home = await temporaryFolder();
  await writeFile(join(home, 'config.json'), JSON.stringify(file));
  return home;
}

describe('the configuration', () => {
  it('is read from config.json in the home, with sections or, as earlier versions had it, without', async () => {
    const wanted = { host: '0.0.0.0', port: 8080, allowedHosts: ['papers.lan'] };
    for (const file of [{ server: wanted }, wanted, { ...wanted, port: '8080' }]) {
      assert.deepEqual(readConfig({ home: await homeWith(file) }, {}).server, wanted);
    }
  });

  it('is read from the environment, and from what the caller gives before that', async () => {
    const home = await homeWith({ port: 8080 });
    const environment = { PAPERKIN_HOME: home, PAPERKIN_PORT: '9090', PAPERKIN_ALLOWED_HOSTS: 'a.lan, b.lan', PAPERKIN_DIMENSIONS: '64' };
    const { server, embedding, home: found } = readConfig({}, environment);
    assert.equal(found, home);
    assert.deepEqual(server, { host: '127.0.0.1', port: 9090, allowedHosts: ['a.lan', 'b.lan'] });
    assert.equal(embedding.dimensions, 64);
    assert.equal(readConfig({ port: '7070', dimensions: '32' }, environment).server.port, 7070);
  });

  it('finds the cache of the model hub by either of its variables', async () => {
    const home = await temporaryFolder();
    const cache = (environment: NodeJS.ProcessEnv) => readConfig({ home }, environment).embedding.hubCache;
    assert.equal(cache({ HF_HOME: '/models' }), join('/models', 'hub'));
    assert.equal(cache({ HF_HOME: '/models', HF_HUB_CACHE: '/cache' }), '/cache');
  });

  it('does not take the model from the file', async () => {
    for (const file of [{ model: 'other' }, { embedding: { model: 'other' } }]) {
      const home = await homeWith(file);
      assert.throws(() => readConfig({ home }, {}), { code: 'INVALID_INPUT', message: /model .*config\.json.*PAPERKIN_MODEL/ });
    }
  });

  it('is in docs/reference.md, each setting with its variables, its name in the file and its default', () => {
    const [, table = ''] =
      /\n\| flag \| environment \| `config\.json` \| default \|\n.*\n((?:\|.*\n)+)/.exec(readFileSync('docs/reference.md', 'utf8')) ?? [];
    const rows = table
      .trimEnd()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    const documented = settingsOf(configSchema).filter(({ env, file }) => env.length > 0 || file);
    assert.equal(rows.length, documented.length);
    for (const { path, env, file, schema } of documented) {
      const names = env.map((one) => `\`${typeof one === 'string' ? one : one[0]}\``);
      const row = rows.find(([, , environment = '']) => names.every((name) => environment.includes(name)));
      assert.ok(row, path);
      const [, , , inFile = '', standard = ''] = row;
      if (file) assert.ok(inFile.startsWith(`\`${path}\``), path);
      else assert.equal(inFile, '', path);
      const value: unknown = file ? schema.parse(undefined) : undefined;
      if (value !== undefined) assert.equal(standard, Array.isArray(value) ? 'none' : `\`${value}\``, path);
    }
  });
});
