import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, it } from 'node:test';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');

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

  it('warns when others reach its address, and answers to the names that were allowed alone', async () => {
    const home = await temporaryFolder();
    await runCli(['import', '-', '--quiet'], { home, stdin: lines(INVENTED_PAPERS) });
    const child = startCli(['serve', '--port', '0', '--host', '0.0.0.0', '--allow-host', 'papers.example', '--quiet'], { home });
    const end = finished(child);
    const port = Number(/:(\d+)\/\n/.exec(await output(child.stdout, /http:\/\/\S+\n/))?.[1]);
    const status = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ port, host: '127.0.0.1', path: '/api/health', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on('error', reject).end();
      });
    assert.deepEqual([await status(`papers.example:${port}`), await status('127.0.0.1'), await status('evil.example')], [200, 200, 403]);
    child.kill('SIGTERM');
    assert.match((await end).stderr, /Warning: others in the network reach this address\. There is no password/);
  });

  it('begins with the starter corpus and its topics where there are no papers, and sees what another process brings', async () => {
    const home = await temporaryFolder();
    const child = startCli(['serve', '--port', '0', '--quiet'], { home });
    const end = finished(child);
    const url = /http:\/\/\S+/.exec(await output(child.stdout, /http:\/\/\S+\n/))?.[0] ?? '';
    const found = async (query: string) => {
      const response = await fetch(new URL(`api/search?q=${encodeURIComponent(query)}&k=1`, url));
      return ((await response.json()) as { results: { paper: { title: string } }[] }).results[0]?.paper.title ?? '';
    };
    assert.match(await found('compress the KV cache of a language model'), /KV|cache/i);
    const topics = async () => (await fetch(new URL('api/topics', url))).json() as Promise<{ total?: number }>;
    const patience = Date.now() + 30_000;
    while ((await topics()).total === undefined && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok(((await topics()).total ?? 0) > 5);
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
