import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { createApp } from '../../src/server/app.js';
import { runCli } from '../support/cli.js';
import { CANNOT_MOUNT, SmallDisk } from '../support/disk.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const { engine: opened, home: base } = await openTestEngine();
await opened.close();
rmSync(join(base, 'index'), { recursive: true });
const more = join(await temporaryFolder(), 'more.jsonl');
await writeFile(more, JSON.stringify({ id: '2701.00001', title: 'A glider made of paper', abstract: 'It flies for an hour. '.repeat(5) }));

const PAPER = `arxiv:${INVENTED_PAPERS[0]?.id}`;

describe('a server', { skip: CANNOT_MOUNT }, () => {
  for (const [state, status, code] of [
    ['full', 507, 'DISK_FULL'],
    ['ro', 503, 'STORE_READONLY'],
  ] as const) {
    it(`answers on a disk that is ${state}, a write with ${status}, and sees what others write once they can`, async () => {
      const disk = await SmallDisk.mount(80);
      const home = join(disk.folder, 'home');
      cpSync(base, home, { recursive: true });
      if (state === 'full') disk.fill();
      else disk.remount('ro');
      const engine = await openEngine({ home });
      const logged: string[] = [];
      try {
        await engine.watch(() => undefined);
        const app = createApp(engine, { log: (line) => logged.push(line) });
        const get = async (path: string) => app.request(`http://127.0.0.1${path}`);
        for (const path of ['/', '/api/health', '/api/papers', `/api/papers/${PAPER}`, '/api/search?q=cache&minScore=0.1', '/topics']) {
          const response = await get(path);
          assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
        }
        const written = await app.request('http://127.0.0.1/api/profiles', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ name: 'ana' }),
        });
        const body = await written.text();
        assert.equal(written.status, status, body);
        const { error } = JSON.parse(body) as { error: { code: string; remedy: string } };
        assert.equal(error.code, code);
        assert.ok(!body.includes(disk.folder), body);
        assert.ok(logged.some((line) => line.includes(code)));

        if (state === 'full') disk.empty();
        else disk.remount('rw');
        const imported = await runCli(['import', more], { home });
        assert.equal(imported.code, 0, imported.stderr);
        for (const end = Date.now() + 20_000; ; ) {
          const found = (await (await get('/api/search?q=glider&mode=lexical')).json()) as { results: unknown[] };
          if (found.results.length > 0) break;
          assert.ok(Date.now() < end, 'the new paper was not found');
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      } finally {
        await engine.close();
        await disk.unmount();
      }
    });
  }
});
