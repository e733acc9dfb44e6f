import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dot } from '../../src/dense/math.js';
import { CutEmbedder, requireDimensions, truncateVector } from '../../src/embedding/cut.js';
import { inventedModel } from '../support/models.js';
import { randomUnitVector, seededRandom } from '../support/random.js';

describe('a vector cut to its first dimensions', () => {
  it('points where they do, and is of unit length', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 32 }), (seed, dimensions) => {
        const vector = randomUnitVector(seededRandom(seed), 32);
        const kept = truncateVector(vector, dimensions);
        assert.equal(kept.length, dimensions);
        assert.ok(Math.abs(dot(kept, kept, 0) - 1) < 1e-5);
        const ratio = (kept[0] ?? 0) / (vector[0] ?? 1);
        kept.forEach((x, i) => {
          assert.ok(Math.abs(x - (vector[i] ?? 0) * ratio) < 1e-3);
        });
      }),
    );
  });

  it('is the vector itself when all are kept, and some unit vector when nothing is left of it', () => {
    const vector = randomUnitVector(seededRandom(1), 8);
    assert.equal(truncateVector(vector, 8), vector);
    assert.deepEqual(truncateVector(Float32Array.of(0, 0, 1), 2), Float32Array.of(1, 0));
  });

  it('cannot have more dimensions than the model has', () => {
    const model = inventedModel('m', 8);
    assert.equal(requireDimensions(model, undefined), 8);
    assert.throws(() => requireDimensions(model, 9), { code: 'INVALID_INPUT', value: 9, remedy: 'Ask for 1 to 8.' });
  });

  it('comes from an embedder that says so in its description', async () => {
    const embed = async (texts: readonly string[]) => texts.map((text) => randomUnitVector(seededRandom(text.length), 8));
    const embedder = new CutEmbedder({ model: inventedModel('m', 8), embed, close: async () => undefined }, 4);
    assert.equal(embedder.model.dimensions, 4);
    assert.equal((await embedder.embed(['x']))[0]?.length, 4);
  });
});
