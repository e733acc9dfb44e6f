import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { PaperkinError } from '../../src/errors.js';
import { createApp } from '../../src/server/app.js';
import { publicError } from '../../src/server/http/public-view.js';
import { openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const app = createApp(engine);
await engine.readers.create('ana', { like: ['2501.00001'] });
await engine.namedTopics.create({ name: 'KV cache' });

const VALUES: Readonly<Record<string, string>> = { name: 'ana', paper: '2501.00002', key: '1', id: 't1' };
const PATHS = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method === 'GET' && path !== '/*')
      .flatMap(({ path }) => [
        path.replace('*', '2501.00001').replace(/:(\w+)(?:\{[^}]*\})?/g, (_, name: string) => VALUES[name] ?? 'x'),
        path.replace('*', 'x').replace(/:(\w+)(?:\{[^}]*\})?/g, 'n1'),
      ]),
  ),
];

async function update(what: 'topics' | 'map'): Promise<void> {
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: what === 'map' ? '{"anew":true}' : '{}' };
  const begun = await app.request(`/api/${what}/update`, body);
  hasNoPath(await begun.text(), 'POST');
  const state = () => (what === 'map' ? engine.mapJob.state : engine.topicsJob.state);
  while (state().running) await new Promise((resolve) => setTimeout(resolve, 20));
}

function hasNoPath(text: string, path: string): void {
  assert.ok(!text.includes(home), `${path}: ${text.slice(0, 500)}`);
}

async function walk(): Promise<number[]> {
  const statuses: number[] = [];
  for (const path of PATHS) {
    const response = await app.request(path === '/api/search' ? '/api/search?q=cache' : path);
    statuses.push(response.status);
    hasNoPath(await response.text(), path);
    response.headers.forEach((value) => {
      hasNoPath(value, path);
    });
  }
  return statuses;
}

describe('answers over HTTP', () => {
  it('never name the folder of the data, where all is well', async () => {
    await update('topics');
    await update('map');
    assert.ok((await walk()).filter((status) => status === 200).length > 20);
    assert.equal('file' in (engine.mapJob.state.update ?? {}), true);
  });

  it('nor where files are damaged', async () => {
    for (const file of [
      'topics/topics.json',
      'topics/map.bin',
      'topics/map.json',
      'topics/named.json',
      'profiles/ana.json',
      'models.json',
    ]) {
      await rm(join(home, file), { force: true });
      await mkdir(join(home, file));
    }
    await walk();
    await update('topics');
    await update('map');
    await walk();
    for (const file of ['topics/topics.json', 'topics/named.json', 'profiles/ana.json', 'models.json']) {
      await rm(join(home, file), { recursive: true });
      await writeFile(join(home, file), 'damaged');
    }
    assert.ok((await walk()).some((status) => status >= 400));
  });

  it('tell of errors without folders, and of faults nothing', () => {
    const details = { value: join(home, 'x'), remedy: `Look into ${home}.` };
    const told = new PaperkinError('FILE_UNREADABLE', `${home}/x is in ${homedir()}/y.`, details).toJSON();
    assert.deepEqual(publicError(told, { home }), {
      code: 'FILE_UNREADABLE',
      message: 'HOME/x is in ~/y.',
      value: 'HOME/x',
      remedy: 'Look into HOME.',
    });
    const fault = publicError(new PaperkinError('MAP_UNREADABLE', `${home} broke`, details).toJSON(), { home });
    assert.deepEqual([fault.message, fault.value], ['Something went wrong inside Paperkin.', undefined]);
  });
});
