import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { HnswIndex } from '../../src/dense/hnsw/hnsw.js';
import { loadSnapshot, readOrigin, saveSnapshot } from '../../src/dense/hnsw/snapshot.js';
import { KeySet } from '../../src/paper/key-set.js';
import { randomUnitVector, seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

const ORIGIN = { identity: 'm@1/16', sequence: 42, epoch: 'e' };

async function savedGraph(): Promise<{ folder: string; graph: HnswIndex; files: { graph: string; quantised: string } }> {
  const folder = await temporaryFolder();
  const graph = await HnswIndex.create(16);
  const random = seededRandom(1);
  for (let key = 0; key < 300; key++) graph.add(key, randomUnitVector(random, 16));
  graph.remove(17);
  await saveSnapshot(folder, graph, ORIGIN);
  const manifest = JSON.parse(await readFile(join(folder, 'snapshot.json'), 'utf8')) as Record<'graph' | 'quantised', { name: string }>;
  return { folder, graph, files: { graph: join(folder, manifest.graph.name), quantised: join(folder, manifest.quantised.name) } };
}

describe('a snapshot', () => {
  it('gives back the same answers, and what it was derived from', async () => {
    const { folder, graph } = await savedGraph();
    const loaded = await loadSnapshot(folder, 'm@1/16', 16);
    const query = randomUnitVector(seededRandom(9), 16);
    assert.deepEqual(loaded?.graph.nearest(query, 10), graph.nearest(query, 10));
    const among = new KeySet([5, 16, 17, 250]);
    assert.deepEqual(loaded?.graph.nearest(query, 10, { among }), graph.nearest(query, 10, { among }));
    assert.equal(loaded?.graph.count, 299);
    assert.equal(loaded?.origin.sequence, 42);
    assert.equal((await readOrigin(folder))?.epoch, 'e');
  });

  it('still accepts new vectors once it is loaded', async () => {
    const { folder } = await savedGraph();
    const loaded = await loadSnapshot(folder, 'm@1/16', 16);
    const vector = randomUnitVector(seededRandom(77), 16);
    for (let key = 1_000; key < 3_000; key++) loaded?.graph.add(key, vector);
    assert.equal(loaded?.graph.count, 2_299);
  });

  it('is not used when it is of another model', async () => {
    const { folder } = await savedGraph();
    assert.equal(await loadSnapshot(folder, 'm@2/16', 16), undefined);
  });

  for (const part of ['graph', 'quantised'] as const) {
    it(`is not used when its ${part} file is torn, damaged or missing`, async () => {
      const torn = await savedGraph();
      await truncate(torn.files[part], 1_000);
      assert.equal(await loadSnapshot(torn.folder, 'm@1/16', 16), undefined);

      const damaged = await savedGraph();
      const bytes = await readFile(damaged.files[part]);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await writeFile(damaged.files[part], bytes);
      assert.equal(await loadSnapshot(damaged.folder, 'm@1/16', 16), undefined);

      const missing = await savedGraph();
      await rm(missing.files[part]);
      assert.equal(await loadSnapshot(missing.folder, 'm@1/16', 16), undefined);
    });
  }

  it('is not used when a bit of it is another under the date of before, whichever it is', async () => {
    const random = seededRandom(5);
    for (const part of ['graph', 'quantised'] as const) {
      const { folder, files } = await savedGraph();
      // A date of whole seconds, which can be given back to the last digit.
      await utimes(files[part], 1_700_000_000, 1_700_000_000);
      const { mtimeMs } = await stat(files[part]);
      const manifest = join(folder, 'snapshot.json');
      const { crc32: _checksum, ...told } = JSON.parse(await readFile(manifest, 'utf8'));
      // As versions wrote it that trusted a date.
      await writeFile(manifest, JSON.stringify({ ...told, [part]: { ...told[part], modified: mtimeMs } }));
      const whole = await readFile(files[part]);
      assert.ok(await loadSnapshot(folder, 'm@1/16', 16));
      for (let trial = 0; trial < 20; trial++) {
        const bytes = Buffer.from(whole);
        const at = Math.floor(random() * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
        await writeFile(files[part], bytes);
        await utimes(files[part], 1_700_000_000, 1_700_000_000);
        assert.equal(await loadSnapshot(folder, 'm@1/16', 16), undefined, `${part} at ${at}`);
      }
    }
  });

  it('is not used when a digit of its manifest is another', async () => {
    const { folder } = await savedGraph();
    const manifest = join(folder, 'snapshot.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"sequence":42', '"sequence":43'));
    assert.equal(await readOrigin(folder), undefined);
  });

  it('of an older version, which has other checksums, is used while it is whole', async () => {
    const { folder, files } = await savedGraph();
    const manifest = join(folder, 'snapshot.json');
    const { crc32: _checksum, ...told } = JSON.parse(await readFile(manifest, 'utf8'));
    for (const part of ['graph', 'quantised'] as const) {
      const { name, bytes } = told[part];
      told[part] = {
        name,
        bytes,
        sha256: createHash('sha256')
          .update(await readFile(files[part]))
          .digest('hex'),
        modified: 0,
      };
    }
    await writeFile(manifest, JSON.stringify(told));
    assert.equal((await loadSnapshot(folder, 'm@1/16', 16))?.graph.count, 299);
    await writeFile(files.quantised, (await readFile(files.quantised)).fill(7, 40, 50));
    assert.equal(await loadSnapshot(folder, 'm@1/16', 16), undefined);
  });

  it('is not used when there is none', async () => {
    assert.equal(await loadSnapshot(await temporaryFolder(), 'm@1/16', 16), undefined);
  });

  it('is not used when its manifest is torn', async () => {
    const { folder } = await savedGraph();
    const manifest = join(folder, 'snapshot.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).slice(0, 50));
    assert.equal(await loadSnapshot(folder, 'm@1/16', 16), undefined);
    assert.equal(await readOrigin(folder), undefined);
  });

  it('is not used when it is whole, but of another form or built with other parameters', async () => {
    const { folder } = await savedGraph();
    const manifest = join(folder, 'snapshot.json');
    // Without a checksum, as older versions wrote it, it is taken as it is.
    const { crc32: _checksum, ...told } = JSON.parse(await readFile(manifest, 'utf8'));
    const loadsWith = async (change: object) => {
      await writeFile(manifest, JSON.stringify({ ...told, ...change }));
      return { loads: (await loadSnapshot(folder, 'm@1/16', 16)) !== undefined, isOfThisForm: (await readOrigin(folder)) !== undefined };
    };
    assert.deepEqual(await loadsWith({}), { loads: true, isOfThisForm: true });
    assert.deepEqual(await loadsWith({ format: 4 }), { loads: false, isOfThisForm: false });
    assert.deepEqual(await loadsWith({ more: 1 }), { loads: false, isOfThisForm: false });
    assert.deepEqual(await loadsWith({ parameters: { ...told.parameters, m: 8 } }), { loads: false, isOfThisForm: true });
    assert.deepEqual(await loadsWith({ parameters: { ...told.parameters, efConstruction: 50 } }), { loads: false, isOfThisForm: true });
    assert.deepEqual(await loadsWith({ count: told.count + 1 }), { loads: false, isOfThisForm: true });
  });
});
