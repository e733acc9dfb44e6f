import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { dot } from '../../src/dense/math.js';
import type { Embedder } from '../../src/embedding/embedder.js';

/** What an implementation can show beside what each has to. */
export interface EmbedderCapabilities {
  /** Whether it knows what texts mean: then those of one subject are nearer to each other. */
  understands?: boolean;
  /** Whether work can be interrupted, which takes work that lasts. */
  interruptible?: boolean;
}

const TEXTS = ['', ' ', 'caches of keys and values', 'kept keys and values of attention', 'a recipe for soup', '🧪 naïve 図', 'x'];
const LONG = 'a long abstract of a paper '.repeat(2_000);

/** What every embedder does. It is closed when all has been tried. */
export function describeEmbedder(name: string, open: () => Promise<Embedder>, capabilities: EmbedderCapabilities = {}): void {
  describe(`${name} as an embedder`, async () => {
    const embedder = await open();
    after(() => embedder.close());

    it('gives each text a unit vector, in the order of the texts', async () => {
      const vectors = await embedder.embed([...TEXTS, LONG]);
      assert.equal(vectors.length, TEXTS.length + 1);
      for (const vector of vectors) {
        assert.equal(vector.length, embedder.model.dimensions);
        assert.ok(Math.abs(dot(vector, vector, 0) - 1) < 1e-4);
      }
      assert.deepEqual(await embedder.embed([]), []);
    });

    it('gives a text the same vector in whatever company, urgent or not', async () => {
      const together = await embedder.embed(TEXTS);
      for (const [i, text] of TEXTS.entries()) {
        const [[alone], [urgent]] = await Promise.all([embedder.embed([text]), embedder.embed([text], { urgent: true })]);
        assert.ok(alone && urgent);
        assert.ok(dot(together[i] ?? alone, alone, 0) >= 0.9999, text);
        assert.ok(dot(urgent, alone, 0) >= 0.9999, text);
      }
    });

    it('takes questions as well as passages', async () => {
      const [[question], [passage]] = await Promise.all([
        embedder.embed(['caches'], { role: 'query' }),
        embedder.embed(['caches'], { role: 'passage' }),
      ]);
      assert.deepEqual([question?.length, passage?.length], [embedder.model.dimensions, embedder.model.dimensions]);
    });

    it('has what is of one meaning near', { skip: capabilities.understands ? false : 'it knows no meaning' }, async () => {
      const [caches, kept, soup] = (await embedder.embed(TEXTS.slice(2, 5))) as [Float32Array, Float32Array, Float32Array];
      assert.ok(dot(caches, kept, 0) > dot(caches, soup, 0) + 0.1);
    });

    it('stops when it is told to', { skip: capabilities.interruptible ? false : 'its work does not last' }, async () => {
      const controller = new AbortController();
      const bulk = embedder.embed(Array<string>(1_000).fill('a long abstract of a paper '.repeat(50)), { signal: controller.signal });
      controller.abort();
      await assert.rejects(bulk, { code: 'INTERRUPTED' });
      assert.equal((await embedder.embed(['x'])).length, 1);
    });
  });
}
