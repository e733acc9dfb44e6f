import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { finished, runCli, startCli } from '../support/cli.js';
import { copyModel } from '../support/model-folder.js';
import { seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

const PAPERS = 900;
const KILLS = 5;
const random = seededRandom(4);

interface Listed {
  name: string;
  use?: string;
  vectors: number;
}

describe('a change of the model that is killed', () => {
  it('changes nothing until it is complete, keeps the vectors that it made, and is completed by the same command', async (t) => {
    const home = await temporaryFolder();
    await copyModel(join(home, 'models', 'other'));
    const file = join(home, 'records.jsonl');
    const sentence = (i: number) => `We study question ${i} with method ${i % 7} on data set ${i % 11} and report what we found. `;
    const records = Array.from({ length: PAPERS }, (_, i) => ({ title: `Invented work number ${i}`, abstract: sentence(i).repeat(8) }));
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
    const paperkin = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli([...args, '--quiet', '--json'], { home });
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    };
    const listed = async (name: string) => ((await paperkin('models', '--no-measure')) as Listed[]).find((model) => model.name === name);

    const begun = performance.now();
    assert.equal((await paperkin('import', file)).embedded, PAPERS);
    const whole = performance.now() - begun;

    let [kills, made] = [0, 0];
    // On a busy machine the first kills may all come before a vector is kept.
    while ((kills < KILLS || (made === 0 && kills < 4 * KILLS)) && made < PAPERS) {
      const child = startCli(['models', 'use', 'other', '--quiet'], { home });
      const end = finished(child);
      await pause(random() * 0.7 * whole);
      child.kill('SIGKILL');
      if ((await end).signal !== 'SIGKILL') break;
      kills++;
      assert.equal((await listed('paperkin-mini'))?.use, 'current');
      assert.equal((await paperkin('search', 'question 17', '-k', '10')).results.length, 10);
      const vectors = (await listed('other'))?.vectors ?? 0;
      assert.ok(vectors >= made, 'a vector is gone');
      made = vectors;
    }
    const { embedded, model } = await paperkin('models', 'use', 'other');
    assert.equal(embedded, PAPERS - made);
    assert.equal(model.name, 'other');
    assert.equal((await listed('other'))?.use, 'current');
    assert.equal((await paperkin('search', 'question 17', '-k', '10')).results.length, 10);
    t.diagnostic(`${kills} kills, ${made} vectors made before the last run`);
    assert.ok(kills > 0 && made > 0, 'no kill met it at work');
  });
});
