import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { hashId } from '../../src/paper/id.js';
import { type Database, openSqlite, prepared } from '../../src/stores/sqlite/connection.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { paperNumber } from '../support/papers.js';
import { temporaryFolder } from '../support/temporary.js';

/** A home that an earlier version has left: at schema 2, with papers whose ids were never checked. */
async function oldHome(tamper: (db: Database) => void): Promise<string> {
  const folder = await temporaryFolder();
  const store = await SqliteStore.open(folder);
  const writer = await store.openWriter('test');
  await writer.put([paperNumber(1), paperNumber(2), paperNumber(3)]);
  await writer.close();
  await store.close();
  const db = await openSqlite(join(folder, 'papers.db'));
  tamper(db);
  db.exec('DROP TABLE merges; DROP TABLE apart; DROP TABLE disowned; PRAGMA user_version = 2');
  db.close();
  return folder;
}

function rename(db: Database, key: number, ids: readonly string[]): void {
  prepared(db, 'UPDATE papers SET id = ?, facts = json_set(facts, ?, json(?)) WHERE key = ?').run(
    ids[0],
    '$.ids',
    JSON.stringify(ids),
    key,
  );
  prepared(db, 'DELETE FROM ids WHERE key = ?').run(key);
  for (const id of ids) prepared(db, 'INSERT INTO ids VALUES (?, ?)').run(id, key);
}

describe('a home of an earlier version', () => {
  it('is cleaned of ids that break pages, once, when it is opened', async () => {
    const long = `doi:10.1000/${'x'.repeat(600)}`;
    const folder = await oldHome((db) => {
      rename(db, 1, ['doi:10.1000/a\u0000b\u202ec']);
      rename(db, 2, ['doi:10.1000/lost\ufffd', 'doi:10.1000/fine']);
      rename(db, 3, [long]);
    });
    const store = await SqliteStore.open(folder);
    const [first, second, third] = (await store.byKeys([1, 2, 3])).map((stored) => stored?.paper.ids);
    assert.deepEqual(first, ['doi:10.1000/abc']);
    assert.deepEqual(second, ['doi:10.1000/fine']);
    assert.deepEqual(third, [hashId(paperNumber(3).title, paperNumber(3).authors[0])]);
    assert.equal((await store.find(['doi:10.1000/abc']))[0]?.key, 1);
    const sequence = await store.sequence();
    await store.close();
    const again = await SqliteStore.open(folder);
    assert.equal(await again.sequence(), sequence);
    await again.close();
  });

  it('gives the arXiv ids that a paper took from other works free, so that their records make papers of them again', async () => {
    const folder = await oldHome((db) => {
      prepared(db, 'DELETE FROM papers WHERE key IN (2, 3)').run();
      rename(db, 1, ['arxiv:2401.00001', 'arxiv:2401.00002', 'arxiv:2401.00003', 'doi:10.1000/one']);
    });
    const store = await SqliteStore.open(folder);
    assert.deepEqual((await store.byKeys([1]))[0]?.paper.ids, ['arxiv:2401.00001', 'doi:10.1000/one']);
    const writer = await store.openWriter('test');
    assert.deepEqual(await writer.put([paperNumber(1), paperNumber(2), paperNumber(3)]), ['same', 'new', 'new']);
    await writer.close();
    await store.close();
  });
});
