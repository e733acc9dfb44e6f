import { workerData } from 'node:worker_threads';
import { serveRequests } from '../worker-thread.js';
import type { ModelDescription } from './embedder.js';
import { TransformersEmbedder } from './transformers-embedder.js';

/** Thread entry: the model, loaded once, answering `embed`. */
const { model, threads } = workerData as { model: ModelDescription; threads: number };
const embedder = TransformersEmbedder.load(model, threads);
// Reported by the first request; unhandled it would end the thread before anyone asks.
embedder.catch(() => undefined);

serveRequests({
  async ready() {
    await embedder;
    return {};
  },
  async close() {
    await (await embedder).close();
    return {};
  },
  async embed(texts: string[]) {
    const vectors = await (await embedder).embed(texts);
    return { result: vectors, transfer: vectors.map((vector) => vector.buffer as ArrayBuffer) };
  },
});
