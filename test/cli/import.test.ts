import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const report = (stdout: string) => JSON.parse(stdout).report;

/** Resolves once a process writes to the database of a home. */
async function writing(home: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!existsSync(join(home, 'writer.json')) && Date.now() < deadline) await pause(20);
}

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
    assert.deepEqual(report(second.stdout), { read: 30, new: 0, changed: 0, same: 30, merged: 0, rejected: 0, noted: 0 });
    assert.equal(JSON.parse(second.stdout).embedded, 0);
  });

  it('reads standard input, and leaves the vectors to embed when asked to', async () => {
    const home = await temporaryFolder();
    const { stdout } = await runCli(['import', '-', '--no-embed', '--json'], { home, stdin: lines(INVENTED_PAPERS) });
    assert.equal(JSON.parse(stdout).embedded, 0);
    assert.match((await runCli(['search', 'robots'], { home })).stderr, /paperkin embed/);
    const embedded = await runCli(['embed'], { home });
    assert.match(embedded.stdout, /^30 embedded, took \d+ s\n$/);
    const { seconds, ...again } = JSON.parse((await runCli(['embed', '--json', '--quiet'], { home })).stdout);
    assert.deepEqual(again, { embedded: 0, finished: true });
    assert.equal(typeof seconds, 'number');
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
    const { stdout: json } = await runCli(['import', '-', '--format', 'jsonl', '--no-embed', '--json'], { home, stdin });
    const { rejectsPath, report: counts } = JSON.parse(json);
    assert.equal(counts.rejected, 2);
    assert.equal(await readFile(rejectsPath, 'utf8'), await readFile(rejects, 'utf8'));
  });

  it('never takes a file to import for the file of rejects', async () => {
    const home = await temporaryFolder();
    const file = join(home, 'papers.jsonl');
    await writeFile(file, lines(INVENTED_PAPERS));
    const { code, stderr } = await runCli(['import', file, '--rejects', join(home, '.', 'papers.jsonl')], { home });
    assert.equal(code, 2);
    assert.match(stderr, /would overwrite the file to import/);
    assert.equal(await readFile(file, 'utf8'), lines(INVENTED_PAPERS));
  });

  it('goes on with the other files when one cannot be read', async () => {
    const home = await temporaryFolder();
    const file = join(home, 'papers.jsonl');
    await writeFile(file, lines(INVENTED_PAPERS));
    const { code, stdout, stderr } = await runCli(['import', '/nowhere.csv', file, '--no-embed'], { home });
    assert.equal(code, 1);
    assert.match(stderr, /^error FILE_UNREADABLE: .*\/nowhere\.csv/);
    assert.match(stdout, /30 new/);
    const json = await runCli(['import', '/nowhere.csv', file, '--no-embed', '--json', '--quiet'], { home });
    assert.equal(json.code, 1);
    assert.equal(JSON.parse(json.stderr).error.code, 'FILE_UNREADABLE');
    const [missing, taken] = JSON.parse(json.stdout);
    assert.deepEqual([missing.source, missing.error.code], ['/nowhere.csv', 'FILE_UNREADABLE']);
    assert.deepEqual([taken.source, taken.report.same], [file, 30]);
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
    assert.deepEqual(report(whole.stdout), { read: 60_000, new: 59_940, changed: 0, same: 0, merged: 0, rejected: 60, noted: 0 });
    const rejects = async (result: typeof whole) => readFile(JSON.parse(result.stdout).rejectsPath, 'utf8');
    assert.equal(await rejects(resumed), await rejects(whole));
  });

  it('leaves the files that Ctrl-C came before, and does not claim to have taken them', async () => {
    const home = await temporaryFolder();
    const file = join(home, 'papers.jsonl');
    await writeFile(file, lines(INVENTED_PAPERS));
    const child = startCli(['import', '-', file, '--format', 'jsonl', '--no-embed'], { home });
    const end = finished(child);
    child.stdin?.write(`${lines(INVENTED_PAPERS.slice(0, 1))}\n`);
    await writing(home);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    assert.equal(code, 130, stderr);
    assert.match(stdout, /^standard input \(jsonl\): [01] read/);
    assert.match(stderr, /Interrupted\. Run the same command again/);
    assert.ok(JSON.parse((await runCli(['status', '--json'], { home })).stdout).papers <= 1);
  });

  it('tells a second writer who is at it', async () => {
    const home = await temporaryFolder();
    const child = startCli(['import', '-', '--format', 'jsonl', '--no-embed'], { home });
    const end = finished(child);
    child.stdin?.write(`${lines(INVENTED_PAPERS.slice(0, 1))}\n`);
    await writing(home);
    const second = await runCli(['embed'], { home });
    child.stdin?.end();
    assert.equal((await end).code, 0);
    assert.equal(second.code, 1, 'the second one was let in');
    assert.match(second.stderr, new RegExp(`STORE_LOCKED: The database is being written by process ${child.pid} .*import standard input`));
    assert.match(second.stderr, /remedy: Wait until it has finished/);
  });
});
