import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { describeModel } from '../../src/embedding/local/models.js';
import { EmbedderPool } from '../../src/embedding/local/pool.js';
import { BUNDLED_MODEL } from '../../src/files/package-root.js';
import { temporaryFolder } from '../support/temporary.js';

const model = await describeModel(BUNDLED_MODEL);
const MORTAL = new URL('../support/mortal-worker.js', import.meta.url);

/** Texts of 2 to 200 words, no two alike. */
const TEXTS = Array.from({ length: 60 }, (_, i) => `subject ${i} ${'of some more words '.repeat((i * 7) % 50)}`);

async function mortalPool(deaths: number) {
  const file = join(await temporaryFolder(), 'deaths');
  await writeFile(file, '');
  process.env['DEATHS'] = String(deaths);
  process.env['DEATHS_FILE'] = file;
  const pool = new EmbedderPool(model, { workers: 2, script: MORTAL });
  return { pool, deaths: async () => (await readFile(file, 'utf8')).length };
}

describe('the pool of embedding workers', () => {
  const pool = new EmbedderPool(model, { workers: 2 });
  after(() => pool.close());

  it('gives each text the vector that it has alone, in the order of the texts', async () => {
    const together = await pool.embed(TEXTS);
    for (const [i, text] of TEXTS.entries()) {
      const [alone] = await pool.embed([text], { urgent: true });
      assert.equal(together[i]?.length, model.dimensions);
      assert.deepEqual(together[i], alone, text);
    }
  });

  it('answers an urgent text before the bulk work that was there first', async () => {
    let bulkDone = false;
    const bulk = pool.embed(Array.from({ length: 400 }, (_, i) => `paper ${i} ${'with a long abstract '.repeat(60)}`)).then(() => {
      bulkDone = true;
    });
    await pool.embed(['a short question'], { urgent: true });
    assert.equal(bulkDone, false);
    await bulk;
  });

  it('lets go of bulk work as soon as it is told to, and then works on', async () => {
    const controller = new AbortController();
    const bulk = pool.embed(Array(2_000).fill('a long abstract of a paper '.repeat(50)), { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await assert.rejects(bulk, { code: 'INTERRUPTED' });
    assert.equal((await pool.embed(['another'])).length, 1);
  });

  it('takes no more when it is closed', async () => {
    const closed = new EmbedderPool(model, { workers: 1 });
    await closed.close();
    await assert.rejects(closed.embed(['x']), { code: 'WORKER_FAILED' });
  });

  it('ends what waits when it is closed, and closes once what is at work is done', async () => {
    const closing = new EmbedderPool(model, { workers: 1 });
    const bulk = closing.embed(Array(500).fill('a long abstract of a paper '.repeat(50)));
    const failed = assert.rejects(bulk, { code: 'WORKER_FAILED' });
    await closing.close();
    await failed;
  });
});

describe('a worker that dies', () => {
  const texts = [...TEXTS, 'a deadly text'];

  it('is replaced, and what it was at is done again', async () => {
    const { pool, deaths } = await mortalPool(1);
    const vectors = await pool.embed(texts);
    assert.equal(await deaths(), 1);
    assert.ok(vectors.every((vector) => vector.length === model.dimensions));
    await pool.close();
  });

  it('a second time at the same texts is reported with them, and the pool works on', async () => {
    const { pool, deaths } = await mortalPool(9);
    const innocent = pool.embed(TEXTS);
    await assert.rejects(pool.embed(['a deadly text', 'beside it']), (error: Error & { code: string }) => {
      assert.equal(error.code, 'WORKER_FAILED');
      assert.match(error.message, /2 times at these texts: .*"a deadly text"/);
      return true;
    });
    assert.equal(await deaths(), 2);
    assert.equal((await innocent).length, TEXTS.length);
    await pool.close();
  });

  it('takes no other question down, when questions stand behind the one that killed it', async () => {
    const { pool } = await mortalPool(9);
    const [killed, ...others] = await Promise.allSettled(
      ['deadly', ...TEXTS.slice(0, 5)].map((text) => pool.embed([text], { urgent: true })),
    );
    assert.equal(killed?.status, 'rejected');
    assert.deepEqual(new Set(others.map(({ status }) => status)), new Set(['fulfilled']));
    await pool.close();
  });
});
