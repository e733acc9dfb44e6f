import { join } from 'node:path';
import { WorkerIndex } from '../../src/dense/hnsw/worker-index.js';
import { vectorIdentity } from '../../src/dense/vector-index.js';
import { DenseView } from '../../src/indexing/dense-view.js';
import { LexicalView, lexicalIdentity } from '../../src/indexing/lexical-view.js';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { openEmbedder, openEngine } from '../../src/open.js';
import { WorkerLearner } from '../../src/recommend/worker-learner.js';
import { SqliteStore } from '../../src/stores/sqlite/store.js';

/** What topics are made from, over a folder of data whose papers have vectors; `close` it in the end. */
export async function openViews(home: string) {
  const [store, embedder] = [await SqliteStore.open(home), await openEmbedder({ home })];
  const { id, dimensions } = embedder.model;
  const index = new WorkerIndex({ identity: vectorIdentity(id, dimensions), dimensions, folder: join(home, 'test-index', 'meaning') });
  const dense = new DenseView({ store, embedder, index, dimensions });
  const lexical = new LexicalView(
    store,
    new WorkerLexicalIndex({ identity: lexicalIdentity(), folder: join(home, 'test-index', 'words') }),
  );
  const learner = new WorkerLearner();
  return {
    store,
    learner,
    views: { dense, lexical },
    async close() {
      await Promise.all([learner.close(), dense.close(), lexical.close()]);
      await store.close();
    },
  };
}

/** The same over the papers of some files, in a folder that is given. */
export async function openViewsOf(home: string, ...files: readonly string[]) {
  const engine = await openEngine({ home });
  for (const file of files) await engine.importPapers(file);
  await engine.close();
  return openViews(home);
}
