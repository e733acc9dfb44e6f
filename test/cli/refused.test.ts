import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { STARTER_CORPUS } from '../../src/importing/starter.js';
import { CLI, finished, runCli } from '../support/cli.js';
import { CANNOT_MOUNT, SmallDisk } from '../support/disk.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine: opened, home: base } = await openTestEngine();
await opened.close();
// It can be made anew, and so it must be possible to do without.
rmSync(join(base, 'index'), { recursive: true });

describe('a disk on which nothing can be written', { skip: CANNOT_MOUNT }, () => {
  for (const [state, code] of [
    ['full', 'DISK_FULL'],
    ['ro', 'STORE_READONLY'],
  ] as const) {
    it(`is read, and a write is ${code}`, async () => {
      const disk = await SmallDisk.mount(40);
      const home = join(disk.folder, 'home');
      cpSync(base, home, { recursive: true });
      if (state === 'full') disk.fill();
      else disk.remount('ro');
      for (const args of [['status'], ['search', 'cache'], ['list']]) {
        const { code: exit, stderr } = await runCli(args, { home });
        assert.equal(exit, 0, stderr);
      }
      for (const args of [
        ['import', STARTER_CORPUS],
        ['profile', 'new', 'bob'],
      ]) {
        const { code: exit, stderr } = await runCli(args, { home });
        assert.equal(exit, 1);
        assert.match(stderr, new RegExp(`^error ${code}: `, 'm'));
      }
      await disk.unmount();
    });
  }
});

describe('a database', () => {
  async function home(): Promise<string> {
    const { engine, home } = await openTestEngine();
    await engine.close();
    return home;
  }

  it('that is damaged in the middle is STORE_CORRUPT, by a check of the file', async () => {
    const folder = await home();
    const path = join(folder, 'papers.db');
    const file = openSync(path, 'r+');
    const { size } = statSync(path);
    for (let at = 4_096 * 2; at + 4_096 < size; at += 4_096) writeSync(file, Buffer.alloc(2_000, 0xa5), 0, 2_000, at);
    closeSync(file);
    const { code, stderr } = await runCli(['list'], { home: folder });
    assert.equal(code, 1);
    assert.match(stderr, /^error STORE_CORRUPT: papers\.db is damaged: .*\n.*\n? {2}remedy: First copy papers\.db /m);
  });

  it('whose file is something else is STORE_CORRUPT', async () => {
    const folder = await home();
    await writeFile(join(folder, 'papers.db'), 'no database at all, but text '.repeat(1_000));
    const { code, stderr } = await runCli(['list'], { home: folder });
    assert.equal(code, 1);
    assert.match(stderr, /^error STORE_CORRUPT: papers\.db is damaged: it does not begin as a database does/m);
  });

  it('whose file is empty is a new one', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'papers.db'), '');
    assert.equal((await runCli(['list'], { home: folder })).code, 0);
  });

  it('whose content is not as it was written is STORE_SUSPECT where the check finds no damage', async () => {
    const folder = await home();
    const script = `const D = require('better-sqlite3'); new D(${JSON.stringify(join(folder, 'papers.db'))}).exec("UPDATE papers SET facts = '{cut off'")`;
    execFileSync(process.execPath, ['-e', script]);
    assert.match((await runCli(['list'], { home: folder })).stderr, /^error STORE_SUSPECT: /m);
  });
});

describe('a process that may open few files', { skip: process.platform === 'win32' ? 'there is no such limit' : false }, () => {
  it('says so, whatever it was at', async () => {
    const { engine, home } = await openTestEngine();
    await engine.close();
    for (const limit of [30, 60, 100, 105, 110, 115, 120]) {
      const line = `ulimit -n ${limit} && exec "$0" "$@"`;
      const child = spawn('sh', ['-c', line, process.execPath, CLI, 'search', 'cache', '--home', home], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { code, stderr } = await finished(child);
      if (code !== 0) assert.match(stderr, /^error TOO_MANY_OPEN_FILES: /m, String(limit));
    }
  });
});
