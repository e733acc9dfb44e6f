import { join } from 'node:path';
import { type ConfigOverrides, readConfig } from './config.js';
import { describeModel } from './embedding/models.js';
import { EmbedderPool } from './embedding/pool.js';
import { Engine } from './engine.js';
import { IndexKeeper } from './indexing/index-keeper.js';
import { openPaperSource } from './ingest/paper-source.js';
import { SqliteStore } from './stores/sqlite/store.js';
import { WorkerIndex } from './vectors/worker-index.js';

/**
 * The composition root: the only file that names implementations. Opens the folder of a user's
 * data, made when it is missing, with the model that the configuration names.
 *
 * @throws INVALID_INPUT (a setting), MODEL_UNREADABLE, FILE_UNREADABLE, STORE_CORRUPT, STORE_TOO_NEW,
 *   NATIVE_MODULE_MISSING
 */
export async function openEngine(overrides: ConfigOverrides = {}): Promise<Engine> {
  const config = readConfig(overrides);
  const model = await describeModel(config.model);
  const store = await SqliteStore.open(config.home);
  const index = new WorkerIndex({ model: model.id, dimensions: model.dimensions, folder: join(config.home, 'index') });
  return new Engine({
    home: config.home,
    store,
    embedder: new EmbedderPool(model),
    keeper: new IndexKeeper(store, index, model),
    openSource: (path, options) => openPaperSource(path, { ...options, rejectsFolder: join(config.home, 'rejects') }),
  });
}
