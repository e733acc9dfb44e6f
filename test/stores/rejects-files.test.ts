import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RejectsFiles } from '../../src/stores/files/rejects-files.js';
import type { Reject } from '../../src/stores/rejects-store.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeRejectsStore } from './rejects-store-contract.js';

const source = { name: 'two words.csv' };
const REJECT: Reject = { line: 1, problem: 'is broken', excerpt: '' };

async function filed(store: RejectsFiles, given?: string): Promise<{ place: string; mode: number }> {
  const rejects = await store.open(source, 0, given);
  rejects.add(REJECT);
  await rejects.flush();
  await rejects.close();
  return { place: rejects.place, mode: (await stat(rejects.place)).mode & 0o777 };
}

describeRejectsStore(
  'a folder',
  async () => new RejectsFiles(join(await temporaryFolder(), 'rejects')),
  async (place) => {
    const lines = (await readFile(place, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Reject);
  },
);

describe('the rejects of a source', () => {
  it('have a private file of their own in the folder', async () => {
    const folder = join(await temporaryFolder(), 'rejects');
    const { place, mode } = await filed(new RejectsFiles(folder));
    assert.match(place, /rejects[\\/]two-words\.csv-[0-9a-f]{8}\.jsonl$/);
    if (process.platform !== 'win32') assert.deepEqual([mode, (await stat(folder)).mode & 0o777], [0o600, 0o700]);
  });

  it('are written where somebody says, as a file of theirs', async () => {
    const home = await temporaryFolder();
    const theirs = join(home, 'here', 'mine.jsonl');
    const { place, mode } = await filed(new RejectsFiles(join(home, 'rejects')), theirs);
    assert.equal(place, theirs);
    if (process.platform !== 'win32') assert.equal(mode, 0o666 & ~process.umask());
    assert.deepEqual(await readdir(home), ['here']);
  });

  it('are kept of the latest hundred imports', async () => {
    const folder = join(await temporaryFolder(), 'rejects');
    const store = new RejectsFiles(folder);
    await (await store.open(source, 0)).close();
    await mkdir(folder);
    for (let i = 0; i < 120; i++) {
      const path = join(folder, `${i}.jsonl`);
      await writeFile(path, '');
      await utimes(path, i, i);
    }
    await writeFile(join(folder, 'notes.txt'), '');
    await (await store.open(source, 0)).close();
    const left = await readdir(folder);
    assert.equal(left.length, 100);
    assert.ok(left.includes('notes.txt') && left.includes('119.jsonl') && !left.includes('20.jsonl'));
  });
});
