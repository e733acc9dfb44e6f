import { ExactIndex } from '../../src/dense/hnsw/exact.js';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { type Neighbour, type VectorChange, vectorIdentity } from '../../src/dense/vector-index.js';
import { vectorChanges } from '../../src/indexing/dense-view.js';
import { unitVectorNear } from '../../test/support/random.js';
import { type Home, snapshotFolder } from './home.js';
import { BATCH, type Change, type Scored, type View } from './view.js';

/** A new paper is as like one that is there as papers of one topic are: at a cosine of about .8. */
const SPREAD = 0.75;

/** Papers by meaning: the vectors of the model in use. */
export async function vectorsView(home: Home): Promise<View<Float32Array>> {
  const { id, dimensions } = home.embedder.model;
  const identity = vectorIdentity(id, dimensions);
  return {
    identity,
    folder: await snapshotFolder(home, identity),
    changes: (since) => changes(home, since),
    open(folder) {
      const index = new WorkerIndex({ identity, dimensions, folder });
      return {
        // Copies, since the index moves the vectors to its thread.
        apply: (changes) => index.apply(changes.map(({ key, content }) => ({ key, vector: content?.slice() }))),
        nearest: async (vector, k) => (await index.search(vector, k)).map(scored),
        load: () => index.load(),
        settle: () => index.settle(),
        save: (origin) => index.save(origin),
        close: () => index.close(),
      };
    },
    oracle() {
      const index = new ExactIndex(dimensions);
      return {
        apply: (changes) => index.apply(changes.map(vectorChange)),
        nearest: async (vector, k) => (await index.search(vector, k)).map(scored),
        close: () => index.close(),
      };
    },
    novel: (vector, random) => unitVectorNear(vector, SPREAD, random),
  };
}

async function* changes({ store, embedder }: Home, since: number): AsyncGenerator<Change<Float32Array>[]> {
  const { id, dimensions } = embedder.model;
  const read = vectorChanges(store, id, dimensions);
  for (let reached = since; ; ) {
    const batch = await read(reached, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    reached = last.sequence;
    yield batch.map(({ change: { key, vector } }) => ({ key, content: vector }));
  }
}

function vectorChange({ key, content }: Change<Float32Array>): VectorChange {
  return { key, vector: content };
}

function scored({ key, similarity }: Neighbour): Scored {
  return { key, score: similarity };
}
