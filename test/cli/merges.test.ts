import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { temporaryFolder } from '../support/temporary.js';

describe('paperkin merges and remove', () => {
  it('tell what an import merged, take it apart, and forget a paper', async () => {
    const home = await temporaryFolder();
    const paperkin = (...args: string[]) => runCli(args, { home });
    const file = join(home, 'papers.csv');
    const rows = [
      'title,authors,link',
      'A paper about caches,Ada One,https://arxiv.org/abs/2401.00001',
      'A Paper about Caches,Ada One,10.1000/one',
    ];
    await writeFile(file, `${rows.join('\n')}\nReadings,Bob Two,https://arxiv.org/abs/2401.00001 https://arxiv.org/abs/2401.00002\n`);
    const imported = await paperkin('import', file, '--quiet');
    assert.match(imported.stdout, /3 read: 2 new, 0 changed, 0 same, 1 merged, 0 rejected, 1 with a note/);
    assert.match(
      (await paperkin('merges')).stdout,
      /^1 {2}\d{4}-\d\d-\d\d {2}arxiv:2401\.00001 {2}\(same title and an author\)\n {4}A paper about caches {2}arxiv:2401\.00001\n {2}\+ A Paper about Caches {2}doi:10\.1000\/one\n$/,
    );
    assert.equal(
      (await paperkin('merges', 'undo', '1', '--quiet')).stdout,
      'arxiv:2401.00001  A paper about caches\ndoi:10.1000/one  A Paper about Caches\n',
    );
    assert.equal((await paperkin('merges')).stderr, 'No merges.\n');
    const again = await paperkin('merges', 'undo', '1', '--quiet');
    assert.equal(again.code, 1);
    assert.match(again.stderr, /^error MERGE_NOT_FOUND: /);
    assert.equal((await paperkin('remove', '10.1000/one', '2401.00001')).stdout, '2 removed\n');
    assert.equal(JSON.parse((await paperkin('list', '--json')).stdout).papers.length, 1);
  });
});
