import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { CLI, runCli } from '../support/cli.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();
const shell = promisify(execFile);

/** What a bash without any start-up file, and so without the package bash-completion, offers for the last word. */
async function offered(...words: string[]): Promise<string[]> {
  const script = `
    node=$0 cli=$1; shift
    paperkin() { "$node" "$cli" "$@"; }
    source <(paperkin completion bash)
    # Only Readline may call compopt; here nobody presses a key.
    compopt() { :; }
    COMP_WORDS=(paperkin "$@") COMP_CWORD=$#
    "$(complete -p paperkin | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await shell('bash', ['--norc', '--noprofile', '-c', script, process.execPath, CLI, ...words], {
    env: { ...process.env, PAPERKIN_HOME: home },
  });
  assert.equal(stderr, '');
  return stdout.trimEnd().split('\n');
}

describe('completion in bash', () => {
  it('completes the name of a command', async () => {
    assert.deepEqual(await offered('sim'), ['similar']);
    assert.deepEqual(await offered('s'), ['similar', 'search', 'show', 'status', 'serve']);
  });

  it('completes the commands of a command, and the words that one of them takes', async () => {
    assert.deepEqual(await offered('profile', 'unf'), ['unfollow']);
    assert.deepEqual(await offered('profile', 'reset', 'ana', 'h'), ['hide']);
  });

  it('completes an option and its value', async () => {
    assert.deepEqual(await offered('import', '--for'), ['--format']);
    assert.deepEqual(await offered('import', '--format', ''), ['jsonl', 'json', 'csv', 'daily-papers']);
    assert.deepEqual(await offered('import', '--format', 'da'), ['daily-papers']);
  });

  it('leaves the words to the package bash-completion where there is one', async () => {
    const { stdout } = await runCli(['completion', 'bash'], { home });
    const { stdout: kept } = await shell('bash', [
      '--norc',
      '-c',
      '_get_comp_words_by_ref() { echo theirs; }; eval "$0"; _get_comp_words_by_ref',
      stdout,
    ]);
    assert.equal(kept, 'theirs\n');
  });

  for (const name of ['zsh', 'fish', 'powershell']) {
    it(`has a script for ${name}, too`, async () => {
      const { code, stdout } = await runCli(['completion', name], { home });
      assert.equal(code, 0);
      assert.match(stdout, /paperkin/);
    });
  }
});
