import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commandCases } from '../network/command-cases.js';
import { finished, output, startCli } from '../support/cli.js';
import { copyModel } from '../support/model-folder.js';
import { openToOthers, runWithUmask } from '../support/modes.js';
import { temporaryFolder } from '../support/temporary.js';

const skip = process.platform === 'win32' && 'modes mean nothing on Windows';

describe('a home, after every command', { skip }, () => {
  it('has nothing that others may read, whatever the umask', async () => {
    const folder = await temporaryFolder();
    const home = join(folder, 'home');
    const mine = join(folder, 'mine');
    await mkdir(mine);
    await copyModel(join(mine, 'other'));
    for (const { command, args, stdin } of commandCases(mine)) {
      const { code, stderr } = await runWithUmask('000', [...command.split(' '), ...args], { home, ...(stdin !== undefined && { stdin }) });
      assert.equal(code, 0, `${command} ${args.join(' ')}: ${stderr}`);
      assert.deepEqual(await openToOthers(home), [], `after ${command} ${args.join(' ')}`);
    }
    const server = startCli(['serve', '--port', '0'], { home });
    const end = finished(server);
    await output(server.stdout, /http:/);
    server.kill();
    await end;
    assert.deepEqual(await openToOthers(home), []);
  });
});
