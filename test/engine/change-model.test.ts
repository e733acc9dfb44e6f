import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Engine } from '../../src/engine.js';
import { openEngine } from '../../src/open.js';
import { openTestEngine } from '../support/engine.js';
import { copyModel } from '../support/model-folder.js';

/** A folder of papers with the invented ones in it, and `other`, a second model found by name. */
async function setUp() {
  const { engine, home } = await openTestEngine();
  await copyModel(join(home, 'models', 'other'));
  return { engine, home };
}

const modelOf = async (engine: Engine) => (await engine.status()).model.name;
const choices = async (home: string) => JSON.parse(await readFile(join(home, 'models.json'), 'utf8'));
const question = { query: 'memory of the key-value cache', k: 3 };

describe('a change of the model', () => {
  it('gives every paper a vector of the new one, and takes over when all have it', async () => {
    const { engine, home } = await setUp();
    const result = await engine.useModel({ model: 'other' });
    assert.deepEqual(result, { embedded: 30, finished: true });
    assert.equal(await modelOf(engine), 'other');
    assert.match((await engine.search(question)).results[0]?.paper.title ?? '', /key-value cache/);
    assert.deepEqual(await choices(home), { current: { model: 'other' }, previous: { model: 'paperkin-mini' } });
    await engine.close();
    const later = await openEngine({ home });
    assert.equal(await modelOf(later), 'other');
    assert.equal((await vectorIndexes(home)).length, 2);
    await later.close();
  });

  it('that is interrupted changes nothing, and goes on the next time', async () => {
    const more = Array.from({ length: 600 }, (_, i) => ({
      id: `2511.${10_000 + i}`,
      title: `Invented paper number ${i}`,
      abstract: 'Of it.',
    }));
    const { engine, home } = await openTestEngine(more);
    await copyModel(join(home, 'models', 'other'));
    const controller = new AbortController();
    const first = await engine.useModel({ model: 'other' }, { signal: controller.signal, onProgress: () => controller.abort() });
    assert.ok(!first.finished && first.embedded >= 256 && first.embedded < 630);
    assert.equal(await modelOf(engine), 'paperkin-mini');
    assert.deepEqual(await choices(home), { next: { model: 'other' } });
    assert.ok((await engine.search(question)).results.length === 3);
    const next = (await engine.models()).find(({ use }) => use === 'next');
    assert.deepEqual([next?.name, next?.vectors], ['other', first.embedded]);
    const second = await engine.useModel({ model: 'other' });
    assert.deepEqual(second, { embedded: 630 - first.embedded, finished: true });
    assert.equal(await modelOf(engine), 'other');
    await engine.close();
  });

  it('is taken back, with the papers that came since', async () => {
    const { engine, home } = await setUp();
    await engine.useModel({ model: 'other' });
    const file = join(home, 'later.jsonl');
    await writeFile(file, JSON.stringify({ id: '2512.00001', title: 'Lighthouse keepers knit', abstract: 'They knit.' }));
    await engine.importPapers({ path: file });
    assert.deepEqual(await engine.rollBackModel(), { embedded: 1, finished: true });
    assert.equal(await modelOf(engine), 'paperkin-mini');
    assert.equal((await engine.search({ query: 'knitting in a lighthouse', k: 1 })).results[0]?.paper.id, 'arxiv:2512.00001');
    assert.deepEqual(await engine.rollBackModel(), { embedded: 0, finished: true });
    assert.equal(await modelOf(engine), 'other');
    await engine.close();
  });

  it('away from one whose folder is gone is still possible', async () => {
    const { engine, home } = await setUp();
    await engine.useModel({ model: 'other' });
    await engine.close();
    await rm(join(home, 'models', 'other'), { recursive: true });
    const later = await openEngine({ home });
    await assert.rejects(later.search(question), { code: 'MODEL_NOT_FOUND', value: 'other' });
    const [gone] = await later.models();
    assert.deepEqual([gone?.name, gone?.use], ['other', 'current']);
    assert.match(gone?.problem ?? '', /no model other/);
    await later.rollBackModel();
    assert.equal((await later.search(question)).results.length, 3);
    await later.close();
  });

  it('cannot be taken back where there was none', async () => {
    const { engine } = await setUp();
    await assert.rejects(engine.rollBackModel(), { code: 'INVALID_INPUT', message: /no earlier model/ });
    await engine.close();
  });

  it('to one that cannot be used is refused before a paper is touched', async () => {
    const { engine, home } = await setUp();
    await assert.rejects(engine.useModel({ model: 'nobody’s' }), { code: 'MODEL_NOT_FOUND' });
    await assert.rejects(engine.useModel({ model: 'other', dimensions: 257 }), { code: 'INVALID_INPUT' });
    await writeFile(join(await copyModel(join(home, 'models', 'torn')), 'onnx', 'model_quantized.onnx'), 'no network');
    await assert.rejects(engine.useModel({ model: 'torn' }), { code: 'MODEL_UNREADABLE' });
    assert.equal(await modelOf(engine), 'paperkin-mini');
    assert.equal((await engine.search(question)).results.length, 3);
    await engine.close();
  });

  it('is followed by a running server, which misses no question', async () => {
    const { engine, home } = await setUp();
    const server = await openEngine({ home });
    const errors: unknown[] = [];
    await server.watch((error) => errors.push(error));
    const changed = engine.useModel({ model: 'other' });
    const deadline = Date.now() + 20_000;
    while ((await modelOf(server)) !== 'other' && Date.now() < deadline) assert.equal((await server.search(question)).results.length, 3);
    await changed;
    assert.equal(await modelOf(server), 'other');
    assert.equal((await server.similar({ ids: ['2501.00000'], k: 3 })).results.length, 3);
    assert.deepEqual(errors, []);
    await server.close();
    await engine.close();
  });
});

describe('fewer dimensions', () => {
  it('need no embedding anew, and answer from an index of their own', async () => {
    const { engine } = await setUp();
    assert.deepEqual(await engine.useModel({ model: 'paperkin-mini', dimensions: 64 }), { embedded: 0, finished: true });
    const { dimensions, indexed } = (await engine.status()).model;
    assert.deepEqual([dimensions, indexed], [256, 64]);
    const [best] = (await engine.search(question)).results;
    assert.match(best?.paper.title ?? '', /key-value cache/);
    await engine.close();
  });

  it('for one process leave the folder as it is', async () => {
    const { engine, home } = await setUp();
    await engine.close();
    const once = await openEngine({ home, dimensions: 128 });
    assert.equal((await once.status()).model.indexed, 128);
    assert.equal((await once.search(question)).results.length, 3);
    await once.close();
    const after = await openEngine({ home });
    assert.equal((await after.status()).model.indexed, 256);
    await after.close();
  });
});

describe('the vectors of a model', () => {
  it('are removed with its index, but never those in use', async () => {
    const { engine, home } = await setUp();
    await engine.useModel({ model: 'other' });
    await assert.rejects(engine.removeModel({ name: 'other' }), { code: 'MODEL_IN_USE' });
    await assert.rejects(engine.removeModel({ name: 'third' }), { code: 'MODEL_NOT_FOUND' });
    assert.deepEqual(await engine.removeModel({ name: 'paperkin-mini' }), { removed: 30 });
    const [index, ...others] = await vectorIndexes(home);
    assert.match(index ?? '', /^other-/);
    assert.deepEqual([others, await choices(home)], [[], { current: { model: 'other' } }]);
    await assert.rejects(engine.rollBackModel(), { code: 'INVALID_INPUT' });
    await engine.close();
  });
});

describe('the list of models', () => {
  it('has the one in use first, then what else is here, and says why one cannot be used', async () => {
    const { engine, home } = await setUp();
    await writeFile(join(await copyModel(join(home, 'models', 'spoilt')), 'config.json'), '{}');
    const models = await engine.models();
    assert.deepEqual(
      models.map(({ name, use }) => [name.split('/').at(-1), use]),
      [
        ['paperkin-mini', 'current'],
        ['other', undefined],
        ['spoilt', undefined],
      ],
    );
    const [inUse, other, spoilt] = models;
    assert.deepEqual([inUse?.vectors, inUse?.indexed, inUse?.licence], [30, 256, 'apache-2.0']);
    assert.deepEqual([other?.vectors, other?.dimensions, other?.indexed], [0, 256, undefined]);
    assert.match(spoilt?.problem ?? '', /hidden_size/);
    await engine.close();
  });

  it('measures each on this machine when asked to', async () => {
    const { engine } = await setUp();
    for (const { speed } of await engine.models({ measure: true })) assert.ok(speed !== undefined && speed > 0 && Number.isFinite(speed));
    await engine.close();
  });
});

/** Folders of the indexes of vectors; the one of words is the same for every model. */
async function vectorIndexes(home: string): Promise<string[]> {
  return (await readdir(join(home, 'index'))).filter((name) => name !== 'words');
}
