import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const report = (stdout: string) => JSON.parse(stdout).report;

describe('paperkin import', () => {
  it('takes a file in, and nothing of it the second time', async () => {
    const home = await temporaryFolder();
    const file = join(home, 'papers.jsonl');
    await writeFile(file, lines(INVENTED_PAPERS));
    const first = await runCli(['import', file], { home });
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /papers\.jsonl \(jsonl\): 30 read: 30 new, 0 changed, 0 same, 0 merged, 0 rejected\n30 embedded/);
    assert.match(first.stderr, /reading 100%/);
    const second = await runCli(['import', file, '--json', '--quiet'], { home });
    assert.equal(second.stderr, '');
    assert.deepEqual(report(second.stdout), { read: 30, new: 0, changed: 0, same: 30, merged: 0, rejected: 0 });
    assert.equal(JSON.parse(second.stdout).embedded, 0);
  });

  it('reads standard input, and leaves the vectors to embed when asked to', async () => {
    const home = await temporaryFolder();
    const { stdout } = await runCli(['import', '-', '--no-embed', '--json'], { home, stdin: lines(INVENTED_PAPERS) });
    assert.equal(JSON.parse(stdout).embedded, 0);
    assert.match((await runCli(['search', 'robots'], { home })).stderr, /paperkin embed/);
    const embedded = await runCli(['embed'], { home });
    assert.match(embedded.stdout, /^30 embedded/);
    assert.match((await runCli(['search', 'robots'], { home })).stdout, /robot hands/);
  });

  it('writes what it cannot take to a file, with line and reason', async () => {
    const home = await temporaryFolder();
    const rejects = join(home, 'mine.jsonl');
    const stdin = `${JSON.stringify(INVENTED_PAPERS[0])}\nnot json\n{"abstract":"no title"}\n`;
    const { stdout } = await runCli(['import', '-', '--format', 'jsonl', '--no-embed', '--rejects', rejects], { home, stdin });
    assert.match(stdout, /1 new, 0 changed, 0 same, 0 merged, 2 rejected/);
    const problems = (await readFile(rejects, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      problems.map(({ line }) => line),
      [2, 3],
    );
    assert.match(problems[0].problem, /is not JSON/);
    assert.match(problems[1].problem, /has no title/);
  });

  it('goes on with the other files when one cannot be read', async () => {
    const home = await temporaryFolder();
    const file = join(home, 'papers.jsonl');
    await writeFile(file, lines(INVENTED_PAPERS));
    const { code, stdout, stderr } = await runCli(['import', '/nowhere.csv', file, '--no-embed'], { home });
    assert.equal(code, 1);
    assert.match(stderr, /FILE_UNREADABLE/);
    assert.match(stdout, /30 new/);
  });

  it('stops at Ctrl-C with a report, and goes on there with the result of an undisturbed import', async () => {
    const records = Array.from({ length: 60_000 }, (_, i) =>
      i % 1_000 === 7 ? { broken: i } : { title: `Invented work number ${i} of many`, authors: ['A. B'] },
    );
    const [home, undisturbed] = [await temporaryFolder(), await temporaryFolder()];
    const file = join(home, 'many.jsonl');
    await writeFile(file, lines(records));
    const child = startCli(['import', file, '--no-embed', '--json'], { home });
    const end = finished(child);
    await output(child.stderr, /reading \d/);
    child.kill('SIGINT');
    const interrupted = await end;
    assert.equal(interrupted.code, 130, interrupted.stderr);
    const { read } = report(interrupted.stdout);
    assert.ok(read > 0 && read < 60_000, `${read} read`);
    assert.equal(JSON.parse(interrupted.stdout).finished, false);
    const resumed = await runCli(['import', file, '--no-embed', '--json'], { home });
    const whole = await runCli(['import', file, '--no-embed', '--json'], { home: undisturbed });
    assert.deepEqual(report(resumed.stdout), report(whole.stdout));
    assert.deepEqual(report(whole.stdout), { read: 60_000, new: 59_940, changed: 0, same: 0, merged: 0, rejected: 60 });
    const rejects = async (result: typeof whole) => readFile(JSON.parse(result.stdout).rejectsPath, 'utf8');
    assert.equal(await rejects(resumed), await rejects(whole));
  });

  it('tells a second writer who is at it', async () => {
    const home = await temporaryFolder();
    const child = startCli(['import', '-', '--format', 'jsonl', '--no-embed'], { home });
    const end = finished(child);
    child.stdin?.write(`${lines(INVENTED_PAPERS.slice(0, 1))}\n`);
    const deadline = Date.now() + 10_000;
    while (!existsSync(join(home, 'writer.json')) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await runCli(['embed'], { home });
    child.stdin?.end();
    assert.equal((await end).code, 0);
    assert.equal(second.code, 1, 'the second one was let in');
    assert.match(second.stderr, new RegExp(`STORE_LOCKED: The database is being written by process ${child.pid} .*import standard input`));
  });
});

describe('paperkin serve', () => {
  it('prints its address, answers, and ends with 0 when it is told to', async () => {
    const home = await temporaryFolder();
    await runCli(['import', '-', '--quiet'], { home, stdin: lines(INVENTED_PAPERS) });
    const child = startCli(['serve', '--port', '0'], { home });
    const end = finished(child);
    const url = /http:\/\/\S+/.exec(await output(child.stdout, /http:\/\/\S+\n/))?.[0] ?? '';
    const health = (await (await fetch(new URL('api/health', url))).json()) as { papers: number };
    assert.equal(health.papers, 30);
    child.kill('SIGTERM');
    const { code, stderr } = await end;
    assert.equal(code, 0, stderr);
  });

  it('begins with the starter corpus where there are no papers, and sees what another process brings', async () => {
    const home = await temporaryFolder();
    const child = startCli(['serve', '--port', '0', '--quiet'], { home });
    const end = finished(child);
    const url = /http:\/\/\S+/.exec(await output(child.stdout, /http:\/\/\S+\n/))?.[0] ?? '';
    const found = async (query: string) => {
      const response = await fetch(new URL(`api/search?q=${encodeURIComponent(query)}&k=1`, url));
      return ((await response.json()) as { results: { paper: { title: string } }[] }).results[0]?.paper.title ?? '';
    };
    assert.match(await found('compress the KV cache of a language model'), /KV|cache/i);
    const { code, stderr } = await runCli(['import', '-', '--quiet'], {
      home,
      stdin: JSON.stringify({ title: 'Knitting patterns for lighthouse keepers', abstract: 'We knit.' }),
    });
    assert.equal(code, 0, stderr);
    const deadline = Date.now() + 15_000;
    while (!(await found('knitting patterns for lighthouse keepers')).startsWith('Knitting') && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.match(await found('knitting patterns for lighthouse keepers'), /^Knitting/);
    child.kill('SIGINT');
    assert.equal((await end).code, 0);
  });
});
