import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Engine } from '../../src/engine.js';
import { openEngine } from '../../src/open.js';
import { openTestEngine } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

/** In milliseconds; a second is promised, and machines of tests are busy. */
const SOON = 3_000;

const records = Array.from({ length: 3_000 }, (_, i) => ({
  id: `2401.${String(i).padStart(5, '0')}`,
  title: `Work ${i} on subject ${i % 17} by method ${i % 23}`,
  abstract: `We study subject ${i % 17} with method ${i % 23}, in ${i} experiments, and report what we found about it. `.repeat(4),
}));
const { engine, home } = await openTestEngine();
const file = join(home, 'more.jsonl');
await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
await engine.importPapers({ path: file, embed: false });
await engine.close();

describe('closing an engine', () => {
  const work: Record<string, (engine: Engine, onProgress: () => void) => Promise<unknown>> = {
    'while it embeds': (engine, onProgress) => engine.embedPapers({}, { onProgress: ({ phase }) => phase === 'embedding' && onProgress() }),
    'while it changes the model': (engine, onProgress) => engine.useModel({ model: 'paperkin-mini', dimensions: 64 }, { onProgress }),
    'while it finds topics': (engine, onProgress) => engine.updateTopics({ anew: true, topics: 3 }, { onProgress }),
    'while it makes a map': (engine, onProgress) => engine.updateMap({ anew: true }, { onProgress }),
  };

  for (const [when, begin] of Object.entries(work))
    it(`takes no longer ${when}, which ends with it`, async () => {
      const copy = await temporaryFolder();
      await cp(home, copy, { recursive: true });
      const engine = await openEngine({ home: copy });
      let outcome: Promise<unknown> = Promise.resolve();
      await new Promise<void>((resolve) => {
        outcome = begin(engine, resolve).then(
          (result) => result,
          (error: unknown) => error,
        );
      });
      const begun = performance.now();
      await engine.close();
      const ended = (await outcome) as { finished?: boolean; code?: string };
      assert.ok(performance.now() - begun < SOON, `${Math.round(performance.now() - begun)} ms`);
      assert.ok(ended.finished === false || ended.code === 'INTERRUPTED', JSON.stringify(ended));
    });
});
