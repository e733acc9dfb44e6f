import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { embedStream } from '../../src/embedding/stream.js';

const WINDOW = 256;

/** Numbers as texts and as vectors: what is tested is who is asked for what, and when. */
class NumberEmbedder {
  texts = 0;
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    this.texts += texts.length;
    // Later windows are done first: order must not depend on it.
    await new Promise((resolve) => setTimeout(resolve, texts[0] === '0' ? 20 : 1));
    return texts.map((text) => Float32Array.of(Number(text)));
  }
}

function* numbers(count: number, onRead: () => void = () => undefined): Generator<number> {
  for (let i = 0; i < count; i++) {
    onRead();
    yield i;
  }
}

describe('a stream of texts', () => {
  it('comes out in its order, each item with its vector', async () => {
    const seen: number[] = [];
    for await (const { items, vectors } of embedStream(new NumberEmbedder(), numbers(1_000), String)) {
      assert.deepEqual(
        vectors.map((vector) => vector[0]),
        items,
      );
      seen.push(...items);
    }
    assert.deepEqual(seen, [...numbers(1_000)]);
  });

  it('is read no further than three windows ahead of who takes it', async () => {
    let read = 0;
    let taken = 0;
    const source = numbers(5_000, () => read++);
    for await (const { items } of embedStream(new NumberEmbedder(), source, String)) {
      taken += items.length;
      assert.ok(read <= taken + 3 * WINDOW, `${read} read, ${taken} taken`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    assert.equal(taken, 5_000);
  });

  it('ends with what its source throws, and with INTERRUPTED when it is told to', async () => {
    async function* failing() {
      yield* numbers(10);
      throw new Error('the source has failed');
    }
    const all = async (stream: AsyncIterable<unknown>) => {
      for await (const _ of stream);
    };
    await assert.rejects(all(embedStream(new NumberEmbedder(), failing(), String)), /the source has failed/);
    const controller = new AbortController();
    const embedder = new NumberEmbedder();
    const interrupted = async () => {
      for await (const _ of embedStream(embedder, numbers(100_000), String, { signal: controller.signal })) controller.abort();
    };
    await assert.rejects(interrupted(), { code: 'INTERRUPTED' });
    assert.ok(embedder.texts <= 4 * WINDOW);
  });

  it('of no texts is no window', async () => {
    for await (const _ of embedStream(new NumberEmbedder(), [], String)) assert.fail('there was nothing to embed');
  });
});
