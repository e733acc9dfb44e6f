import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { Tokenizer } from '@huggingface/tokenizers';
import { Tokeniser } from '../../src/embedding/local/tokeniser.js';
import { BUNDLED_MODEL, PACKAGE_ROOT } from '../../src/files/package-root.js';

const PAPERS = join(PACKAGE_ROOT, '..', 'shared', 'data', 'arxiv-2025.jsonl.zst');
const COUNT = 20_000;
const MAX_TOKENS = 64;

describe('the tokeniser, on 20,000 abstracts', () => {
  it('reads no more than it must, and gives the ids of the whole text', {
    skip: existsSync(PAPERS) ? false : 'needs ../shared/data, which is no part of the repository',
  }, async () => {
    const read = (name: string) => JSON.parse(readFileSync(join(BUNDLED_MODEL, name), 'utf8'));
    const whole = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
    // A low limit, so that nearly every abstract is cut.
    const tokeniser = await Tokeniser.load(BUNDLED_MODEL, MAX_TOKENS);
    const zstd = spawn('zstd', ['-dc', '--long=27', PAPERS], { stdio: ['ignore', 'pipe', 'inherit'] });
    let seen = 0;
    for await (const line of createInterface({ input: zstd.stdout })) {
      const { title, abstract } = JSON.parse(line) as { title: string; abstract: string };
      const text = `${title}. ${abstract}`;
      const { ids } = whole.encode(text.toWellFormed());
      const expected = ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ids.at(-1)];
      assert.deepEqual(tokeniser.encode(text), expected, text);
      if (++seen === COUNT) break;
    }
    zstd.kill();
    assert.equal(seen, COUNT);
  });
});
