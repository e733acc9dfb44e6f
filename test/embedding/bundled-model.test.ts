import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { dot } from '../../src/dense/math.js';
import { describeModel } from '../../src/embedding/local/models.js';
import { EmbedderPool } from '../../src/embedding/local/pool.js';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';
import { temporaryFolder } from '../support/temporary.js';

const FOLDER = join(PACKAGE_ROOT, 'models', 'paperkin-mini');
const model = await describeModel(FOLDER);
const embedder = new EmbedderPool(model);
after(() => embedder.close());

const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) => dot(a ?? new Float32Array(1), b ?? new Float32Array(1), 0);

describe('the bundled model', () => {
  it('agrees with its fp32 reference vectors to a cosine of .995 a text', async () => {
    const lines = readFileSync(join(FOLDER, 'reference.jsonl'), 'utf8').trim().split('\n');
    const references = lines.map((line) => JSON.parse(line) as { text: string; vector: number[] });
    const vectors = await embedder.embed(references.map(({ text }) => text));
    references.forEach(({ text, vector }, i) => {
      const length = Math.hypot(...vector);
      const agreement = cosine(
        vectors[i],
        Float32Array.from(vector, (x) => x / length),
      );
      assert.ok(agreement >= 0.995, `${agreement} for "${text.slice(0, 60)}"`);
    });
  });

  it('gives unit vectors of its dimensions, in the order of the texts, each the same alone and in company', async () => {
    const texts = ['a long text '.repeat(200), 'KV-cache compression', 'graph neural networks for molecules'];
    const together = await embedder.embed(texts);
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embed([text]);
      assert.equal(alone?.length, model.dimensions);
      assert.ok(Math.abs(cosine(alone, alone) - 1) < 1e-4);
      assert.deepEqual(together[i], alone, `batched and alone agree for text ${i}`);
    }
  });

  it('gives every text a vector: empty, emoji, lone surrogates, 100,000 words', async () => {
    const vectors = await embedder.embed(['', ' \n', 'x', '🎉🎉', 'lone \ud800 surrogate', 'word '.repeat(100_000)]);
    for (const vector of vectors) assert.ok(Math.abs(cosine(vector, vector) - 1) < 1e-4);
  });

  it('sees that a paraphrase is nearer than another subject', async () => {
    const [question, paraphrase, other] = await embedder.embed([
      'compressing the key-value cache of language models',
      'We evict tokens from the KV cache to reduce memory during LLM decoding.',
      'We segment tumours in magnetic resonance images of the brain.',
    ]);
    assert.ok(cosine(question, paraphrase) > cosine(question, other) + 0.2);
  });

  it('stops between two batches when it is told to', async () => {
    const interrupted = embedder.embed(Array(200).fill('some text'), { signal: AbortSignal.abort() });
    await assert.rejects(interrupted, { code: 'INTERRUPTED' });
  });
});

describe('a model folder', () => {
  it('has an identity that names it, its files and the template', () => {
    assert.match(model.id, /^paperkin-mini@[0-9a-f]{16}\/title\. abstract$/);
    assert.equal(model.dimensions, 256);
    assert.equal(model.maxTokens, 256);
  });

  it('is refused with its path and reason when it holds no model', async () => {
    const folder = await temporaryFolder();
    await assert.rejects(describeModel(folder), { code: 'MODEL_UNREADABLE', value: folder });
  });
});
