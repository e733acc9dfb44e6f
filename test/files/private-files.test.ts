import assert from 'node:assert/strict';
import { chmod, lstat, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeHomePrivate } from '../../src/files/private-files.js';
import { openToOthers, openUp, runWithUmask } from '../support/modes.js';
import { temporaryFolder } from '../support/temporary.js';

const skip = process.platform === 'win32' && 'modes mean nothing on Windows';
const PAPERS = [
  '{"id":"2501.00001","title":"A paper about caches","abstract":"Caches keep what is asked for again."}',
  '{"id":"2501.00002","title":"A paper about proteins","abstract":"Proteins fold into structures that a network foretells."}',
  '{"title":""}',
].join('\n');

describe('what Paperkin keeps', { skip }, () => {
  for (const umask of ['000', '022', '077']) {
    it(`is its owner's alone under a umask of ${umask}`, async () => {
      const folder = await temporaryFolder();
      const home = join(folder, 'above', 'home');
      const run = async (args: string[], stdin = '') => {
        const { code, stderr } = await runWithUmask(umask, args, { home, stdin });
        assert.equal(code, 0, stderr);
      };
      await run(['import', '-'], PAPERS);
      await run(['profile', 'new', 'ana', '--like', '2501.00001']);
      await run(
        ['profile', 'import', '-', '--name', 'ana'],
        '{"paperkin":"profile/1","name":"ana","created":"2026-01-01T00:00:00.000Z","events":[]}',
      );
      await run(['topics', 'name', 'caches']);
      await run(['search', 'caches']);
      assert.deepEqual(await openToOthers(join(folder, 'above')), []);
    });
  }

  it('is not what the user names: a file of rejects is as their umask says', async () => {
    const folder = await temporaryFolder();
    const rejects = join(folder, 'rejects.jsonl');
    await runWithUmask('022', ['import', '-', '--no-embed', '--rejects', rejects], { home: join(folder, 'home'), stdin: PAPERS });
    assert.equal((await lstat(rejects)).mode & 0o777, 0o644);
  });

  it('becomes private at the next start where an earlier version left it open', async () => {
    const home = join(await temporaryFolder(), 'home');
    await runWithUmask('022', ['import', '-'], { home, stdin: PAPERS });
    await runWithUmask('022', ['profile', 'new', 'ana', '--like', '2501.00001'], { home });
    await writeFile(join(home, 'config.json'), '{}');
    await openUp(home);
    assert.ok((await openToOthers(home)).length > 10);
    const { code } = await runWithUmask('022', ['status'], { home });
    assert.equal(code, 0);
    assert.deepEqual(await openToOthers(home), []);
  });
});

describe('a home that is made private', { skip }, () => {
  it('is so, too, where only the folder was private', async () => {
    const home = await temporaryFolder();
    await mkdir(join(home, 'profiles'));
    for (const name of ['papers.db', 'papers.db-wal', 'profiles/ana.json']) await writeFile(join(home, name), '');
    await openUp(home);
    await chmod(home, 0o700);
    await makeHomePrivate(home);
    assert.deepEqual(await openToOthers(home), []);
  });

  it('leaves alone what is not ours: other files, their folder, models, and where links lead', async () => {
    const home = await temporaryFolder();
    const elsewhere = join(await temporaryFolder(), 'elsewhere');
    for (const name of ['profiles', 'models', 'src']) await mkdir(join(home, name));
    const files = ['papers.db', 'profiles/ana.json', 'models/weights.onnx', 'src/main.sh', 'papers.jsonl'];
    for (const name of files) await writeFile(join(home, name), '');
    await writeFile(elsewhere, '');
    await openUp(home);
    await chmod(elsewhere, 0o644);
    await symlink(elsewhere, join(home, 'profiles', 'bo.json'));
    await makeHomePrivate(home);
    const modes = await Promise.all(
      ['.', 'models', 'src', ...files].map(async (name) => ((await lstat(join(home, name))).mode & 0o777).toString(8)),
    );
    assert.deepEqual(modes, ['755', '700', '755', '600', '600', '644', '644', '644']);
    assert.equal((await lstat(elsewhere)).mode & 0o777, 0o644);
  });

  it('may be missing', async () => {
    await makeHomePrivate(join(await temporaryFolder(), 'none'));
  });
});
