import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { finished } from '../support/cli.js';

/** Answers, and then is busy where no end can interrupt it. */
const SLOW_TO_END = `import { pbkdf2Sync } from 'node:crypto'; import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id }) => { parentPort.postMessage({ id, result: 1 }); pbkdf2Sync('a', 'b', 1_000_000, 9, 'sha256'); });`;

/** A process that closes a worker when an answer has come, but has not been looked at. */
const CLOSES_TOO_SOON = `
  const { WorkerChannel } = await import(${JSON.stringify(new URL('../../src/threads/worker-channel.js', import.meta.url))});
  const channel = new WorkerChannel('test', new URL(${JSON.stringify(`data:text/javascript,${encodeURIComponent(SLOW_TO_END)}`)}), {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  const answer = channel.call('anything');
  for (const until = Date.now() + 50; Date.now() < until; );
  await channel.close();
  console.log('closed', await answer);
`;

describe('closing a worker', () => {
  it('is waited for to its end, also when an answer arrives meanwhile', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', CLOSES_TOO_SOON]);
    const { code, stdout, stderr } = await finished(child);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, 'closed 1\n');
  });
});
