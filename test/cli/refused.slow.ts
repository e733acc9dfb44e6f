import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Finished, finished, runCli } from '../support/cli.js';
import { CANNOT_MOUNT, runAsNobody, SmallDisk } from '../support/disk.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const PAPER = `arxiv:${INVENTED_PAPERS[0]?.id}`;
const READING = [
  ['status'],
  ['search', 'key-value cache'],
  ['search', 'cache', '--min-score', '0.1'],
  ['similar', PAPER],
  ['show', PAPER],
  ['list', '-n', '2'],
  ['recommend', 'ana'],
  ['why-not', 'ana', PAPER],
  ['interests', 'ana'],
  ['profile', 'list'],
  ['profile', 'show', 'ana'],
  ['profile', 'export', 'ana'],
  ['topics'],
  ['topics', 'named'],
  ['trends'],
  ['models'],
];

const { engine: opened, home: base } = await openTestEngine();
await opened.createProfile({ name: 'ana', like: [PAPER] });
await opened.updateTopics({});
await opened.close();
// It can be made anew, and so it must be possible to do without.
rmSync(join(base, 'index'), { recursive: true });
// Anybody may read it.
const shared = await temporaryFolder();
chmodSync(shared, 0o755);
const MORE = join(shared, 'more.jsonl');
const MANY = Array.from({ length: 3_000 }, (_, i) => ({
  id: `w${i}`,
  title: `Work ${i} on grids`,
  abstract: `It is work ${i}. `.repeat(40),
}));
await writeFile(MORE, MANY.map((record) => JSON.stringify(record)).join('\n'));

const WRITING = [
  ['import', MORE],
  ['embed'],
  ['profile', 'new', 'bob'],
  ['profile', 'read', 'ana', PAPER],
  ['topics', 'name', 'robots'],
  ['topics', 'update', '--anew'],
  ['map', '--anew'],
  ['models', 'use', 'paperkin-mini', '--dimensions', '64'],
];

describe('a place where nothing can be written', { skip: CANNOT_MOUNT }, () => {
  let disk: SmallDisk;
  let home: string;

  before(async () => {
    disk = await SmallDisk.mount(40);
    home = join(disk.folder, 'home');
  });
  after(() => disk.unmount());

  /** The home as it was. */
  function fresh(): void {
    disk.remount('rw');
    disk.empty();
    rmSync(home, { recursive: true, force: true });
    cpSync(base, home, { recursive: true });
  }

  async function everyCommand(run: (args: readonly string[]) => Promise<Finished>, code: string): Promise<void> {
    for (const args of READING) {
      const { code: exit, stderr } = await run(args);
      assert.equal(exit, 0, `${args.join(' ')}: ${stderr}`);
    }
    for (const args of WRITING) {
      const { code: exit, stderr } = await run(args);
      assert.equal(exit, 1, args.join(' '));
      assert.match(stderr, new RegExp(`^error ${code}: .*\n( {2}value: .*\n)? {2}remedy: [A-Z]`, 'm'), args.join(' '));
    }
  }

  it('is read on a full disk, and every write says so', async () => {
    fresh();
    disk.fill();
    await everyCommand((args) => runCli([...args, '--quiet'], { home }), 'DISK_FULL');
    disk.empty();
    const { code, stdout } = await runCli(['status', '--json'], { home });
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { papers: number }).papers, INVENTED_PAPERS.length);
  });

  it('is read on a read-only disk, and every write says so', async () => {
    fresh();
    disk.remount('ro');
    await everyCommand((args) => runCli([...args, '--quiet'], { home }), 'STORE_READONLY');
  });

  it('is read in a folder of somebody else, and every write says so', async () => {
    fresh();
    execFileSync('chmod', ['-R', 'a+rX,a-w', home]);
    chmodSync(disk.folder, 0o755);
    await everyCommand((args) => runAsNobody([...args, '--quiet'], home), 'ACCESS_DENIED');
  });

  it('tells once that derived files cannot be kept', async () => {
    fresh();
    disk.remount('ro');
    const { stderr } = await runCli(['search', 'cache', '--min-score', '0.1'], { home });
    assert.equal(stderr.match(/^warning: /gm)?.length, 1, stderr);
  });

  for (const [what, lacks] of [
    ['a killed process left changes in the log', undefined],
    ['and its shared memory is not there', 'papers.db-shm'],
  ] as const) {
    for (const state of ['full', 'ro'] as const) {
      it(`is read whole (${state}) where ${what}`, async () => {
        fresh();
        const script = `const { default: D } = await import('better-sqlite3'); const db = new D(${JSON.stringify(join(home, 'papers.db'))});
          db.exec("UPDATE papers SET title = 'Written last' WHERE key = 1"); process.kill(process.pid, 'SIGKILL');`;
        await finished(spawn(process.execPath, ['--input-type=module', '-e', script]));
        assert.ok(statSync(join(home, 'papers.db-wal')).size > 0);
        if (lacks) rmSync(join(home, lacks));
        if (state === 'full') disk.fill();
        else disk.remount('ro');
        const { code, stdout, stderr } = await runCli(['show', PAPER, '--json'], { home });
        assert.equal(code, 0, stderr);
        assert.match(stdout, /"title": "Written last"/);
      });
    }
  }

  it('stops an import that meets a full disk halfway; the same command goes on later', async () => {
    fresh();
    disk.fill(2_500_000);
    const stopped = await runCli(['import', MORE, '--no-embed', '--quiet', '--json'], { home });
    assert.equal(stopped.code, 1);
    assert.match(stopped.stderr, /"code":"DISK_FULL"/);
    disk.empty();
    assert.equal(integrity(join(home, 'papers.db')), 'ok');
    const { papers } = JSON.parse((await runCli(['status', '--json'], { home })).stdout) as { papers: number };
    assert.ok(papers > INVENTED_PAPERS.length && papers < 3_000, String(papers));
    const again = await runCli(['import', MORE, '--no-embed', '--quiet', '--json'], { home });
    assert.equal(again.code, 0, again.stderr);
    const after = JSON.parse((await runCli(['status', '--json'], { home })).stdout) as { papers: number };
    assert.equal(after.papers, INVENTED_PAPERS.length + 3_000);
  });
});

function integrity(path: string): string {
  const script = `const D = require('better-sqlite3'); console.log(new D(${JSON.stringify(path)}).prepare('PRAGMA integrity_check').pluck().get())`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
}
