import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactIndex } from '../../src/dense/hnsw/exact.js';
import { HnswIndex } from '../../src/dense/hnsw/hnsw.js';
import { LiveIndex } from '../../src/dense/hnsw/live-index.js';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import type { VectorIndex } from '../../src/dense/vector-index.js';
import { randomUnitVector, seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeVectorIndex } from './vector-index-contract.js';

const open = {
  exact: async (dimensions: number): Promise<VectorIndex> => new ExactIndex(dimensions),
  hnsw: (dimensions: number): Promise<VectorIndex> => HnswIndex.create(dimensions),
};

describeVectorIndex('the exact scan', open.exact);
describeVectorIndex('HNSW', open.hnsw);
describeVectorIndex('the live index', async (dimensions) => asVectorIndex(new LiveIndex(await HnswIndex.create(dimensions), dimensions)));
const snapshots = await temporaryFolder();
describeVectorIndex(
  'the index in a worker',
  async (dimensions) => new WorkerIndex({ identity: `m/${dimensions}`, dimensions, folder: snapshots }),
);

describe('HNSW', () => {
  it('finds 98% of the true ten nearest among 5,000 and finds the same ones when built again', async () => {
    const dimensions = 64;
    const random = seededRandom(3);
    const entries = Array.from({ length: 5_000 }, (_, key) => ({ key, vector: randomUnitVector(random, dimensions) }));
    const [exact, graph, again] = await Promise.all([open.exact(dimensions), open.hnsw(dimensions), open.hnsw(dimensions)]);
    for (const index of [exact, graph, again]) await index.apply(entries);
    let common = 0;
    for (let i = 0; i < 100; i++) {
      const query = randomUnitVector(random, dimensions);
      const truth = new Set((await exact.search(query, 10)).map(({ key }) => key));
      const found = await graph.search(query, 10);
      common += found.filter(({ key }) => truth.has(key)).length;
      assert.deepEqual(await again.search(query, 10), found);
    }
    assert.ok(common / 1_000 >= 0.98, `recall@10 is ${common / 1_000}`);
  });

  it('gives k neighbours though most of its nodes have been removed', async () => {
    const index = await HnswIndex.create(16);
    const random = seededRandom(4);
    await index.apply(Array.from({ length: 2_000 }, (_, key) => ({ key, vector: randomUnitVector(random, 16) })));
    await index.apply(Array.from({ length: 1_980 }, (_, key) => ({ key, vector: undefined })));
    assert.equal((await index.search(randomUnitVector(random, 16), 20)).length, 20);
  });
});

describe('the live index', () => {
  it('finds the same while vectors wait, while they move, and when all are in the graph', async () => {
    const live = new LiveIndex(await HnswIndex.create(16), 16);
    const random = seededRandom(5);
    live.apply(Array.from({ length: 400 }, (_, key) => ({ key, vector: randomUnitVector(random, 16) })));
    const query = randomUnitVector(random, 16);
    const before = live.nearest(query, 10).map(({ key }) => key);
    assert.equal(live.waiting, 400);
    while (live.settleFor(1)) {
      assert.deepEqual(
        live.nearest(query, 10).map(({ key }) => key),
        before,
      );
      assert.equal(live.count, 400);
    }
    assert.equal(live.waiting, 0);
    assert.deepEqual(
      live.nearest(query, 10).map(({ key }) => key),
      before,
    );
  });
});

function asVectorIndex(live: LiveIndex): VectorIndex {
  return {
    search: async (query, k, options) => {
      live.settleFor(0.2);
      return live.nearest(query, k, options);
    },
    similarities: async (query, keys) => live.similarities(query, keys),
    pairwise: async (keys, others) => live.pairwise(keys, others),
    vectors: async (keys) => keys.map((key) => live.vector(key)?.slice()),
    apply: async (changes) => live.apply(changes),
    size: async () => live.count,
    close: async () => undefined,
  };
}

describe('the index in a worker', () => {
  it('says how many vectors it has without waiting for what its thread is at', async () => {
    const [dimensions, random] = [64, seededRandom(5)];
    const index = new WorkerIndex({ identity: 'busy', dimensions, folder: await temporaryFolder() });
    const entries = Array.from({ length: 1_500 }, (_, key) => ({ key, vector: randomUnitVector(random, dimensions) }));
    await index.apply(entries);
    let isBusy = true;
    const busy = index.pairwise(entries.map(({ key }) => key)).finally(() => {
      isBusy = false;
    });
    assert.deepEqual([await index.size(), await index.unsettled()], [1_500, 1_500]);
    assert.ok(isBusy, 'the thread was asked');
    await busy;
    await index.settle();
    assert.deepEqual([await index.size(), await index.unsettled()], [1_500, 0]);
    await index.apply([{ key: 3, vector: undefined }]);
    assert.equal(await index.size(), 1_499);
    await index.close();
  });
});
