import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { listFiles } from '../support/files.js';
import { temporaryFolder } from '../support/temporary.js';

const BINARIES = join(PACKAGE_ROOT, 'node_modules', 'onnxruntime-node', 'bin');
const LIBRARY = JSON.stringify(join(PACKAGE_ROOT, 'build', 'src', 'index.js'));

const EMBED = `
  import { openEmbedder } from ${LIBRARY};
  const embedder = await openEmbedder();
  const [vector] = await embedder.embed(['one text']);
  if (vector.length !== 256) throw new Error('no vector');
  await embedder.close();`;
const IN_A_WORKER = `
  import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  const worker = new Worker(new URL('embed.mjs', import.meta.url));
  worker.on('error', ({ code, message }) => console.log(code, message));
  const [exit] = await once(worker, 'exit');
  console.log('exit', exit, 'main thread has', process.env.ORT_DISABLE_TELEMETRY);`;
/** A main thread that is in a loop when it is asked. */
const WHILE_BUSY = `${IN_A_WORKER.replace('const [exit]', 'const end = Date.now() + 3_000; while (Date.now() < end); const [exit]')}`;

/** Runs scripts as a user's program, without CI in the environment and with a HOME of its own, in which telemetry leaves files. */
async function run(scripts: Record<string, string>, env: NodeJS.ProcessEnv = {}) {
  const folder = await temporaryFolder();
  const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
  for (const path of [home, temporary]) await mkdir(path);
  for (const [name, text] of Object.entries(scripts)) await writeFile(join(folder, name), text);
  const main = join(folder, Object.keys(scripts)[0] ?? '');
  const own = { PATH: process.env['PATH'], HOME: home, TMPDIR: temporary, PAPERKIN_HOME: join(folder, 'papers'), ...env };
  const { stdout, stderr, status } = spawnSync(process.execPath, [main], { env: own, encoding: 'utf8' });
  return { stdout, stderr, status, left: [...(await listFiles(home)), ...(await listFiles(temporary))] };
}

describe('ONNX Runtime, which would report to its maker', {
  skip: process.platform === 'win32' && 'on Windows it opens no connection',
}, () => {
  it('still has the switch that we use, in every library that it ships with a telemetry', async () => {
    const libraries = (await listFiles(BINARIES)).filter((path) => /libonnxruntime/.test(path) && existsSync(path));
    assert.ok(libraries.length >= 3);
    for (const library of libraries) {
      const bytes = await readFile(library);
      if (bytes.includes('mobile.events.data')) assert.ok(bytes.includes('ORT_DISABLE_TELEMETRY'), library);
    }
  });

  it('leaves nothing in HOME when a program uses the library', async () => {
    const { status, stderr, left } = await run({ 'embed.mjs': EMBED });
    assert.deepEqual({ status, left }, { status: 0, left: [] }, stderr);
  });

  it('leaves nothing there when it is used in a worker of which the main thread knows nothing', async () => {
    const { stdout, left } = await run({ 'main.mjs': IN_A_WORKER, 'embed.mjs': EMBED });
    assert.deepEqual([stdout.trim(), left], ['exit 0 main thread has 1', []]);
  });

  it('is switched off in the midst of what the main thread is at', async () => {
    const { stdout, left } = await run({ 'main.mjs': WHILE_BUSY, 'embed.mjs': EMBED });
    assert.deepEqual([stdout.trim(), left], ['exit 0 main thread has 1', []]);
  });

  it('is switched off where somebody has set the variable to something else', async () => {
    const { status, left } = await run({ 'embed.mjs': EMBED }, { ORT_DISABLE_TELEMETRY: '0' });
    assert.deepEqual({ status, left }, { status: 0, left: [] });
  });

  it('is not loaded where it cannot be switched off, and says what helps', async () => {
    const replaced = `process.env = { ...process.env };\nawait import('./embed.mjs').catch((error) => console.log(error.code, error.remedy));`;
    const { stdout, left } = await run({ 'main.mjs': replaced, 'embed.mjs': EMBED });
    assert.match(stdout, /^WORKER_FAILED .*start Node with ORT_DISABLE_TELEMETRY=1/);
    assert.deepEqual(left, []);
    const { stdout: helped, left: nothing } = await run({ 'main.mjs': replaced, 'embed.mjs': EMBED }, { ORT_DISABLE_TELEMETRY: '1' });
    assert.deepEqual([helped, nothing], ['', []]);
  });
});
