import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { placeForRejects } from '../../src/importing/rejects-place.js';
import { MemorySource } from '../support/memory-source.js';
import { temporaryFolder } from '../support/temporary.js';

async function* nothing(): AsyncGenerator<never> {}
const source = new MemorySource(nothing(), { name: 'two words.csv' });

describe('the rejects of a source', () => {
  it('have a private file of their own in the home, the same for each import of it', async () => {
    const home = await temporaryFolder();
    const place = await placeForRejects(home, source, undefined);
    assert.match(place.rejectsPath, /rejects[\\/]two-words\.csv-[0-9a-f]{8}\.jsonl$/);
    assert.ok(place.rejectsArePrivate);
    assert.deepEqual(await placeForRejects(home, new MemorySource(nothing(), { name: 'two words.csv', state: 'later' }), undefined), place);
    const other = new MemorySource(nothing(), { name: 'two/words.csv' });
    assert.notEqual((await placeForRejects(home, other, undefined)).rejectsPath, place.rejectsPath);
  });

  it('are written where somebody says, as a file of theirs', async () => {
    const place = await placeForRejects(await temporaryFolder(), source, 'here.jsonl');
    assert.deepEqual(place, { rejectsPath: 'here.jsonl', rejectsArePrivate: false });
  });

  it('are kept of the latest hundred imports', async () => {
    const home = await temporaryFolder();
    const folder = join(home, 'rejects');
    await placeForRejects(home, source, undefined);
    await mkdir(folder);
    for (let i = 0; i < 120; i++) {
      const path = join(folder, `${i}.jsonl`);
      await writeFile(path, '');
      await utimes(path, i, i);
    }
    await writeFile(join(folder, 'notes.txt'), '');
    await placeForRejects(home, source, undefined);
    const left = await readdir(folder);
    assert.equal(left.length, 100);
    assert.ok(left.includes('notes.txt') && left.includes('119.jsonl') && !left.includes('20.jsonl'));
  });
});
