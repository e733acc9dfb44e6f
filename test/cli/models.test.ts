import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCli } from '../support/cli.js';
import { openTestEngine } from '../support/engine.js';
import { copyModel } from '../support/model-folder.js';

const { engine, home } = await openTestEngine();
await engine.close();
const other = await copyModel(join(home, 'elsewhere', 'other'));

const paperkin = (...args: string[]) => runCli(args, { home });

describe('paperkin models', () => {
  it('shows what is here: use, dimensions, size, licence, vectors, and the speed on this machine', async () => {
    const { code, stdout } = await paperkin('models');
    assert.equal(code, 0);
    const [header, row] = stdout.split('\n');
    assert.match(header ?? '', /^model +in use +dimensions +tokens +size +licence +vectors +abstracts\/s$/);
    assert.match(row ?? '', /^paperkin-mini +current +256 +256 +9\.\d MB +apache-2\.0 +30 +\d+$/);
  });

  it('changes to a folder by its path, with fewer dimensions, and says what is in use', async () => {
    const { code, stdout } = await paperkin('models', 'use', other, '--dimensions', '128', '--quiet');
    assert.equal(code, 0);
    assert.match(stdout, /^30 embedded, took \d+ s\nin use: other, 128 of 256 dimensions\n$/);
    const listed = JSON.parse((await paperkin('models', '--no-measure', '--json')).stdout);
    assert.deepEqual(
      listed.map(({ name, use, indexed }: { name: string; use: string; indexed: number }) => [name, use, indexed]),
      [
        ['other', 'current', 128],
        ['paperkin-mini', 'previous', 256],
      ],
    );
    assert.match((await paperkin('status')).stdout, /model {5}other, 128 of 256 dimensions/);
  });

  it('lets one call use another model, and the folder keep its own', async () => {
    const search = await paperkin('search', 'protein structure', '-k', '1', '--json', '--model', 'paperkin-mini');
    assert.match(JSON.parse(search.stdout).results[0].paper.title, /protein structures/);
    assert.match((await paperkin('status', '--model', 'paperkin-mini')).stdout, /model {5}paperkin-mini, 256 dimensions/);
    assert.match((await paperkin('status')).stdout, /model {5}other/);
  });

  it('goes back, and removes what is not in use', async () => {
    assert.match((await paperkin('models', 'rollback', '--quiet')).stdout, /^in use: paperkin-mini, 256 of 256 dimensions\n$/);
    assert.match((await paperkin('models', 'remove', 'other')).stdout, /^30 vectors of other removed\n$/);
  });

  it('refuses what cannot be, with a code and a remedy', async () => {
    const wrong: [args: string[], exit: number, code: string][] = [
      [['models', 'use', 'nobody'], 1, 'MODEL_NOT_FOUND'],
      [['models', 'use', 'paperkin-mini', '--dimensions', '300'], 2, 'INVALID_INPUT'],
      [['models', 'use', 'paperkin-mini', '--pooling', 'max'], 2, 'INVALID_INPUT'],
      [['models', 'use'], 2, 'INVALID_INPUT'],
      [['models', 'remove', 'paperkin-mini'], 1, 'MODEL_IN_USE'],
      [['search', 'x', '--dimensions', '4'], 2, 'INVALID_INPUT'],
    ];
    for (const [args, exit, name] of wrong) {
      const { code, stderr } = await paperkin(...args, '--json');
      const { error } = JSON.parse(stderr);
      assert.deepEqual([code, error.code, typeof error.remedy], [exit, name, 'string'], args.join(' '));
    }
  });
});
