import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { buildProgram } from '../../src/cli/program.js';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { CLI, finished, output } from '../support/cli.js';
import { copyModel } from '../support/model-folder.js';
import { NetworkWitness, noWitness } from '../support/network-witness.js';
import { temporaryFolder } from '../support/temporary.js';
import { commandCases } from './command-cases.js';

/** How long a server is watched, in milliseconds. ONNX Runtime's telemetry, left on, looks up its host 10 s after the start of a process. */
const WATCHED = 75_000;
const skip = noWitness() ?? false;
const LIBRARY = JSON.stringify(join(PACKAGE_ROOT, 'build', 'src', 'index.js'));

/** The library's two ways in, in whatever thread runs this, and the time after which telemetry would have spoken. */
const USE = `
  import { workerData } from 'node:worker_threads';
  import { openEmbedder, openEngine } from ${LIBRARY};
  const embedder = await openEmbedder();
  await embedder.embed(['one text']);
  const engine = await openEngine();
  await engine.importPapers({ path: workerData ?? process.argv[2] });
  const { results } = await engine.search({ query: 'caches' });
  if (results.length !== 1) throw new Error('nothing found');
  await new Promise((resolve) => setTimeout(resolve, 26_000));
  await Promise.all([embedder.close(), engine.close()]);`;
/** Somebody's own worker, from a main thread that knows nothing of Paperkin. */
const WORKER = `
  import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  const [script, paper] = process.argv.slice(2);
  const [code] = await once(new Worker(script, { workerData: paper }), 'exit');
  process.exitCode = code;`;

async function witness() {
  const folder = await temporaryFolder();
  const opened = await NetworkWitness.open(folder);
  after(() => opened.close());
  const home = join(folder, 'papers');
  const paper = join(folder, 'paper.jsonl');
  await writeFile(paper, '{"id":"2501.00001","title":"A paper about caches","abstract":"Caches keep what is asked for again."}\n');
  const script = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  return { witness: opened, folder, paper, script, env: { PAPERKIN_HOME: home } };
}

const nothing = { names: [], addresses: [], left: [] };

async function assertSilence(seen: ReturnType<NetworkWitness['seen']>): Promise<void> {
  const { names, addresses, left } = await seen;
  assert.deepEqual({ names, addresses, left }, nothing);
}

describe('what leaves the machine', { skip, concurrency: 4 }, () => {
  it('would be seen: a name that is looked up, a connection, a file in HOME', async () => {
    const { witness: alone, script } = await witness();
    const text = `
      import { writeFileSync } from 'node:fs';
      writeFileSync(process.env.HOME + '/left', '');
      await fetch('http://somewhere.example/').catch(() => undefined);`;
    const { code } = await alone.run([await script('talks.mjs', text)]);
    const { names, addresses, left } = await alone.seen();
    assert.equal(code, 0);
    assert.deepEqual({ names, addresses, left: left.length }, { names: ['somewhere.example'], addresses: ['192.0.2.1'], left: 1 });
  });

  it('is nothing, whatever the command', async () => {
    const { witness: own, folder, env } = await witness();
    const mine = join(folder, 'mine');
    await mkdir(mine);
    await copyModel(join(mine, 'other'));
    const cases = commandCases(mine);
    assert.deepEqual(
      [...new Set(cases.map(({ command }) => command))].sort(),
      leaves(buildProgram())
        .filter((name) => name !== 'serve')
        .sort(),
    );
    for (const { command, args, stdin } of cases) {
      const { code, stderr } = await own.run([CLI, ...command.split(' '), ...args], stdin, env);
      assert.equal(code, 0, `${command} ${args.join(' ')}: ${stderr}`);
    }
    await assertSilence(own.seen());
  });

  it('is nothing while a server answers, from its start with an empty folder to its end', async () => {
    const { witness: own, env } = await witness();
    const server = own.start([CLI, 'serve', '--port', '0'], env);
    const end = finished(server);
    const address = /http:\/\/\S+/.exec(await output(server.stdout, /http:\/\/\S+/))?.[0] ?? '';
    for (const until = Date.now() + WATCHED; Date.now() < until; await setTimeout(5_000)) {
      const answer = await own.get(new URL('api/search?q=compress+the+cache', address).href);
      assert.match(answer, /"results"/);
    }
    assert.match(await own.get(address), /<title>/);
    own.end(server);
    assert.equal((await end).code, 0);
    await assertSilence(own.seen());
  });

  it('is nothing where a program uses the library', async () => {
    const { witness: own, paper, script, env } = await witness();
    const { code, stderr } = await own.run([await script('use.mjs', USE), paper], '', env);
    assert.equal(code, 0, stderr);
    await assertSilence(own.seen());
  });

  it('is nothing where a program uses it in a worker of its own', async () => {
    const { witness: own, paper, script, env } = await witness();
    const { code, stderr } = await own.run([await script('worker.mjs', WORKER), await script('use.mjs', USE), paper], '', env);
    assert.equal(code, 0, stderr);
    await assertSilence(own.seen());
  });
});

function leaves(command: Command, path: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [path.join(' ')];
  return command.commands.flatMap((sub) => leaves(sub, [...path, sub.name()]));
}
