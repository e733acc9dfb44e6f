import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadLexicalIndex, readLexicalOrigin, saveLexicalIndex } from '../../src/lexical/inverted/lexical-snapshot.js';
import { SparseIndex } from '../../src/lexical/inverted/sparse-index.js';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { UNDATED } from '../../src/lexical/lexical-index.js';
import { temporaryFolder } from '../support/temporary.js';
import { papersSaying } from '../support/words.js';
import { keysOf, question } from './lexical-index-contract.js';

const IDENTITY = 'terms@1';
const PAPERS = papersSaying('graph theory', 'graph colouring', 'protein folding', 'folding of graphs', 'galaxy');

function origin(sequence: number) {
  return { identity: IDENTITY, sequence, epoch: 'e' };
}

function opened(folder: string): WorkerLexicalIndex {
  return new WorkerLexicalIndex({ identity: IDENTITY, folder });
}

async function answersOf(lexical: WorkerLexicalIndex) {
  return {
    size: await lexical.size(),
    rank: await lexical.rank(question('graph folding'), 5),
    pairs: await lexical.pairwise([1, 2, 5]),
    dated: [...(await lexical.select({ days: { from: UNDATED, to: 0x7fffffff } }))],
  };
}

async function saved(): Promise<{ folder: string; lexical: WorkerLexicalIndex }> {
  const folder = await temporaryFolder();
  const lexical = opened(folder);
  await lexical.apply(PAPERS);
  await lexical.save(origin(42));
  return { folder, lexical };
}

async function dataFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('data-')).sort();
}

/** A snapshot written without a worker, which is all that loading needs. */
async function savedHere(): Promise<string> {
  const folder = await temporaryFolder();
  const index = new SparseIndex();
  index.apply(PAPERS);
  for (const sealing = index.sealingAll(); sealing.next().done !== true; );
  await saveLexicalIndex(folder, index, origin(42));
  return folder;
}

describe('a snapshot of words', () => {
  it('gives back the same answers, and what it was derived from', async () => {
    const { folder, lexical } = await saved();
    const loaded = opened(folder);
    assert.deepEqual(await loaded.peek(), await loaded.load());
    assert.equal((await loaded.peek())?.sequence, 42);
    assert.deepEqual(await answersOf(loaded), await answersOf(lexical));
    await Promise.all([lexical.close(), loaded.close()]);
  });

  it('takes new papers once it is loaded, and is saved again', async () => {
    const { folder, lexical } = await saved();
    await lexical.close();
    const loaded = opened(folder);
    await loaded.load();
    await loaded.apply([{ key: 9, paper: PAPERS[0]?.paper }]);
    await loaded.save(origin(43));
    await loaded.close();
    const again = opened(folder);
    assert.equal((await again.load())?.sequence, 43);
    assert.equal(await again.size(), 6);
    assert.deepEqual(keysOf(await again.rank(question('graph theory'), 2)), [1, 9]);
    await again.close();
  });

  it('knows what has been removed since the last one, though blocks are not written again', async () => {
    const { folder, lexical } = await saved();
    const before = await dataFiles(folder);
    await lexical.apply([{ key: 2, paper: undefined }]);
    await lexical.save(origin(43));
    // One more file: the keys.
    assert.equal((await dataFiles(folder)).length, before.length + 1);
    const loaded = opened(folder);
    assert.equal((await loaded.load())?.sequence, 43);
    assert.deepEqual(await answersOf(loaded), await answersOf(lexical));
    assert.deepEqual(keysOf(await loaded.rank(question('graph'), 5)), [1, 4]);
    await Promise.all([lexical.close(), loaded.close()]);
  });

  it('lacks at most what came while it was written, and has that again when the changes are replayed', async () => {
    const folder = await temporaryFolder();
    const lexical = opened(folder);
    await lexical.apply(PAPERS);
    const saving = lexical.save(origin(42));
    const changes = Array.from({ length: 50 }, (_, i) => ({ key: (i % 30) + 1, paper: i % 7 === 0 ? undefined : PAPERS[i % 5]?.paper }));
    for (const change of changes) await lexical.apply([change]);
    await saving;
    const loaded = opened(folder);
    assert.equal((await loaded.load())?.sequence, 42);
    await loaded.apply(changes);
    assert.deepEqual(await answersOf(loaded), await answersOf(lexical));
    await Promise.all([lexical.close(), loaded.close()]);
  });

  it('is whole after saves and tidying that overlap', async () => {
    const { folder, lexical } = await saved();
    await Promise.all([
      lexical.apply(PAPERS.slice(0, 2)),
      lexical.save(origin(43)),
      lexical.settle(),
      lexical.save(origin(44)),
      lexical.settle(),
    ]);
    const loaded = opened(folder);
    assert.equal((await loaded.load())?.sequence, 44);
    assert.deepEqual(await answersOf(loaded), await answersOf(lexical));
    await Promise.all([lexical.close(), loaded.close()]);
  });

  it('is written anew where another process has removed its files', async () => {
    const { folder, lexical } = await saved();
    for (const name of await dataFiles(folder)) await rm(join(folder, name));
    await lexical.save(origin(43));
    const loaded = opened(folder);
    assert.deepEqual([(await loaded.load())?.sequence, await loaded.size()], [43, 5]);
    await Promise.all([lexical.close(), loaded.close()]);
  });

  it('removes its own old files and nothing else', async () => {
    const { folder, lexical } = await saved();
    const old = await dataFiles(folder);
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, 'data.csv'), 'mine');
    const longAgo = new Date(Date.now() - 3_600_000);
    for (const name of await readdir(folder)) await utimes(join(folder, name), longAgo, longAgo);
    await lexical.apply([{ key: 1, paper: undefined }]);
    await lexical.save(origin(43));
    const names = await readdir(folder);
    assert.ok(names.includes('notes') && names.includes('data.csv'));
    // The block stays, the keys are new.
    assert.equal(names.filter((name) => old.includes(name)).length, 1);
    assert.equal((await dataFiles(folder)).length, 2);
    await lexical.close();
  });

  it('is not used when a file of it is torn, damaged or missing', async () => {
    const tear = (path: string) => truncate(path, 20);
    const damage = async (path: string) => {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await writeFile(path, bytes);
    };
    for (const harm of [damage, tear, rm]) {
      for (const which of [0, 1]) {
        const folder = await savedHere();
        assert.equal((await loadLexicalIndex(folder, IDENTITY))?.index.count, 5);
        await harm(join(folder, (await dataFiles(folder))[which] ?? ''));
        assert.equal(await loadLexicalIndex(folder, IDENTITY), undefined);
      }
    }
  });

  it('is not used when there is none, or it is of another definition of terms', async () => {
    assert.equal(await loadLexicalIndex(await temporaryFolder(), IDENTITY), undefined);
    assert.equal(await loadLexicalIndex(await savedHere(), 'terms@2'), undefined);
  });

  it('is not used when its manifest is torn', async () => {
    const folder = await savedHere();
    const manifest = join(folder, 'snapshot.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).slice(0, 50));
    assert.equal(await loadLexicalIndex(folder, IDENTITY), undefined);
    assert.equal(await readLexicalOrigin(folder), undefined);
  });

  it('is not used when it is whole, but of another form or of another number of papers than it says', async () => {
    const folder = await savedHere();
    const manifest = join(folder, 'snapshot.json');
    // Without a checksum, as older versions wrote it, it is taken as it is.
    const { crc32: _checksum, ...told } = JSON.parse(await readFile(manifest, 'utf8'));
    const loadsWith = async (change: object) => {
      await writeFile(manifest, JSON.stringify({ ...told, ...change }));
      return {
        loads: (await loadLexicalIndex(folder, IDENTITY)) !== undefined,
        isOfThisForm: (await readLexicalOrigin(folder)) !== undefined,
      };
    };
    assert.deepEqual(await loadsWith({}), { loads: true, isOfThisForm: true });
    assert.deepEqual(await loadsWith({ format: 3 }), { loads: false, isOfThisForm: false });
    assert.deepEqual(await loadsWith({ more: 1 }), { loads: false, isOfThisForm: false });
    assert.deepEqual(await loadsWith({ count: told.count + 1 }), { loads: false, isOfThisForm: true });
  });

  it('leaves an index usable where it cannot be used, and is replaced by the next one', async () => {
    const folder = await savedHere();
    await rm(join(folder, (await dataFiles(folder))[0] ?? ''));
    const lexical = opened(folder);
    assert.equal(await lexical.load(), undefined);
    assert.equal(await lexical.size(), 0);
    await lexical.apply(PAPERS);
    assert.equal((await lexical.rank(question('graph'), 5)).length, 3);
    await lexical.save(origin(43));
    await lexical.close();
    assert.equal((await loadLexicalIndex(folder, IDENTITY))?.origin.sequence, 43);
  });
});
