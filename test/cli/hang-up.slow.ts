import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { temporaryFolder } from '../support/temporary.js';

/** A terminal that closes: the shell and the system may both say so. */
async function hangUp(args: readonly string[], home: string, when: RegExp | undefined, stdin = '') {
  const child = startCli(args, { home });
  const end = finished(child);
  if (stdin !== '') child.stdin?.write(stdin);
  if (when) await output(child.stderr, when);
  else await output(child.stdout, /\n/);
  const sent = performance.now();
  child.kill('SIGHUP');
  child.kill('SIGHUP');
  return { ...(await end), milliseconds: performance.now() - sent };
}

const home = await temporaryFolder();

describe('a command whose terminal closes', () => {
  before(async () => {
    for (const args of [['import', '--starter'], ['topics', 'update'], ['map']])
      assert.equal((await runCli([...args, '--quiet'], { home })).code, 0, args.join(' '));
  });
  /** The same papers in a folder of its own. */
  const copied = async () => {
    const copy = await temporaryFolder();
    await cp(home, copy, { recursive: true });
    return copy;
  };

  it('import: keeps what it has read, and goes on there', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'many.jsonl');
    const records = Array.from({ length: 40_000 }, (_, i) =>
      JSON.stringify({ title: `Invented work number ${i} of many`, authors: ['A. B'] }),
    );
    await writeFile(file, records.join('\n'));
    const { code, signal, stdout, stderr, milliseconds } = await hangUp(['import', file, '--no-embed', '--json'], folder, /reading \d/);
    assert.deepEqual([code, signal], [130, null], stderr);
    assert.ok(milliseconds < 5_000, `${milliseconds} ms`);
    // Where it had no time for a report, what it has committed is there all the same.
    if (stdout !== '') assert.equal(JSON.parse(stdout).finished, false);
    const again = await runCli(['import', file, '--no-embed', '--json', '--quiet'], { home: folder });
    assert.equal(JSON.parse(again.stdout).report.read, 40_000);
    assert.equal(JSON.parse((await runCli(['status', '--json'], { home: folder })).stdout).papers, 40_000);
  });

  it('topics update and map: leave everything as it was', async () => {
    const files = async () => Promise.all(['topics.json', 'map.bin', 'map.json'].map((name) => readFile(join(home, 'topics', name))));
    const whole = await files();
    for (const args of [
      ['topics', 'update', '--anew', '--seed', '9'],
      ['map', '--anew', '--seed', '9'],
    ]) {
      const { code, signal, stderr } = await hangUp(args, home, /comparing|grouping|laying out/);
      assert.deepEqual([code, signal], [130, null], stderr);
      assert.deepEqual(await files(), whole);
    }
  });

  it('models use: the model before answers, and the same command goes on', async () => {
    const copy = await copied();
    const args = ['models', 'use', 'paperkin-mini', '--dimensions', '128'];
    const { signal, code, stderr } = await hangUp(args, copy, /embedding|indexing/);
    assert.equal(signal, null);
    assert.ok(code === 130 || code === 0, stderr);
    assert.equal((await runCli([...args, '--quiet'], { home: copy })).code, 0);
    assert.equal(JSON.parse((await runCli(['status', '--json'], { home: copy })).stdout).model.indexed, 128);
  });

  it('embed --stdin: leaves whole lines', async () => {
    const lines = Array.from({ length: 2_000 }, (_, i) => `text number ${i} about caches`).join('\n');
    const { code, signal, stdout } = await hangUp(['embed', '--stdin'], home, undefined, lines);
    assert.deepEqual([code, signal], [130, null]);
    for (const line of stdout.trimEnd().split('\n')) assert.ok(Array.isArray(JSON.parse(line).vector));
  });

  it('serve: answers what it has been asked, lets go of the port and ends well', async () => {
    const { code, signal } = await hangUp(['serve', '--port', '0'], home, /Ctrl-C ends it/);
    assert.deepEqual([code, signal], [0, null]);
  });
});
