import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openSqlite, prepared } from '../../src/stores/sqlite/connection.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';
import { paperNumber } from '../support/papers.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeMerges } from './merges-contract.js';
import { describePaperLookups } from './paper-lookups-contract.js';
import { describePaperStore } from './paper-store-contract.js';

describePaperStore('SQLite', async () => SqliteStore.open(await temporaryFolder()));
describePaperLookups(
  'SQLite',
  async () => SqliteStore.open(await temporaryFolder()),
  async () => {
    const folder = await temporaryFolder();
    return [await SqliteStore.open(folder), await SqliteStore.open(folder)];
  },
);
describeMerges('SQLite', async () => SqliteStore.open(await temporaryFolder()));

describe('the SQLite store', () => {
  it('tells a second writer who holds the lock, and lets it in afterwards', async () => {
    const folder = await temporaryFolder();
    const [one, two] = await Promise.all([SqliteStore.open(folder), SqliteStore.open(folder)]);
    const writer = await one.openWriter('import papers.jsonl');
    await assert.rejects(two.openWriter('embed'), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'STORE_LOCKED');
      assert.match(error.message, new RegExp(`process ${process.pid} .*import papers\\.jsonl`));
      return true;
    });
    await writer.close();
    await (await two.openWriter('embed')).close();
    await Promise.all([one.close(), two.close()]);
  });

  it('lets others read while one writes', async () => {
    const folder = await temporaryFolder();
    const [one, two] = await Promise.all([SqliteStore.open(folder), SqliteStore.open(folder)]);
    const writer = await one.openWriter('test');
    await writer.put([paperNumber(1)]);
    assert.equal((await two.find(['arxiv:2401.00001']))[0]?.paper.id, 'arxiv:2401.00001');
    await writer.close();
    await Promise.all([one.close(), two.close()]);
  });

  it('refuses a database of a newer Paperkin', async () => {
    const folder = await temporaryFolder();
    await (await SqliteStore.open(folder)).close();
    const db = await openSqlite(join(folder, 'papers.db'));
    db.exec('PRAGMA user_version = 999');
    db.close();
    await assert.rejects(SqliteStore.open(folder), { code: 'STORE_TOO_NEW' });
  });

  it('says that a file is no database, and leaves it as it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'papers.db'), 'this is a text that is long enough to be taken for a header of SQLite'.repeat(20));
    await assert.rejects(SqliteStore.open(folder), { code: 'STORE_CORRUPT' });
  });

  it('writes a log ahead of the database', async () => {
    const folder = await temporaryFolder();
    const store = await SqliteStore.open(folder);
    const db = await openSqlite(join(folder, 'papers.db'));
    assert.equal(prepared(db, 'PRAGMA journal_mode').pluck().get(), 'wal');
    db.close();
    await store.close();
  });

  it('refuses a cursor that no page gave', async () => {
    const store = await SqliteStore.open(await temporaryFolder());
    await assert.rejects(store.list({ limit: 1, after: 'garbage' }), { code: 'INVALID_INPUT' });
    await store.close();
  });
});
