import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MapStore } from '../../src/stores/map-store.js';
import type { PaperMap } from '../../src/stores/paper-map.js';

function mapOf(papers: number): PaperMap {
  const numbers = Array.from({ length: papers }, (_, i) => i + 1);
  return {
    identity: 'model/256',
    landmarks: Math.min(papers, 2),
    keys: Uint32Array.from(numbers),
    x: Float32Array.from(numbers, (i) => i / 4),
    y: Float32Array.from(numbers, (i) => -i),
  };
}

const FACTS = { updated: '2026-01-02T03:04:05.000Z', seed: 1, sequence: 7 };

/** What every store of a map does. `openTwo` gives an empty one twice, as two processes have it. */
export function describeMapStore(name: string, openTwo: () => Promise<[MapStore, MapStore]>): void {
  describe(`${name} as a store of a map`, () => {
    it('has none at first, and then what was written, whoever wrote it', async () => {
      const [one, two] = await openTwo();
      assert.equal(await one.read(), undefined);
      await one.write(mapOf(3), { ...FACTS, epoch: 'first' });
      for (const store of [one, two]) {
        const saved = await store.read();
        assert.deepEqual(saved?.map, mapOf(3));
        const { format: _format, checksum: _checksum, ...facts } = saved?.facts ?? {};
        assert.deepEqual(facts, { ...FACTS, epoch: 'first' });
      }
      await two.write(mapOf(5), FACTS);
      assert.deepEqual((await one.read())?.map, mapOf(5));
    });

    it('gives each state one version, the same for all who read it, and another where map or facts are others', async () => {
      const [one, two] = await openTwo();
      await one.write(mapOf(3), FACTS);
      const first = await one.read();
      assert.match(first?.version ?? '', /^[\x21\x23-\x7e]+$/);
      assert.deepEqual([(await one.read())?.version, (await two.read())?.version], [first?.version, first?.version]);
      await two.write(mapOf(4), FACTS);
      const second = await one.read();
      assert.notEqual(second?.version, first?.version);
      await one.write(mapOf(4), { ...FACTS, trustworthiness: 0.875 });
      const third = await two.read();
      assert.notEqual(third?.version, second?.version);
      assert.deepEqual([third?.facts?.trustworthiness, third?.map], [0.875, mapOf(4)]);
      assert.equal((await one.read())?.version, third?.version);
    });

    it('gives the same bytes for the same map', async () => {
      const [one, two] = await openTwo();
      await one.write(mapOf(3), FACTS);
      const bytes = (await two.read())?.bytes;
      await two.write(mapOf(3), { ...FACTS, sequence: 8 });
      assert.deepEqual((await one.read())?.bytes, bytes);
    });
  });
}
