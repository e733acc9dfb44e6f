import { workerData } from 'node:worker_threads';
import { serveRequests } from '../worker-thread.js';
import type { ModelDescription } from './embedder.js';
import { TransformersEmbedder } from './transformers-embedder.js';

/** Thread entry: the model, loaded once, answering `embed`. */
const { model, threads } = workerData as { model: ModelDescription; threads: number };
const embedder = TransformersEmbedder.load(model, threads);
// Reported by the first request; unhandled it would end the thread before anyone asks.
embedder.catch(() => undefined);

let last: Promise<unknown> = Promise.resolve();

/**
 * One at a time: two inferences at once would fight for the same cores, and a session that is
 * disposed of while it runs takes the whole process with it.
 */
function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const turn = last.then(task, task);
  last = turn.catch(() => undefined);
  return turn;
}

serveRequests({
  async embed(texts: string[]) {
    const vectors = await inTurn(async () => (await embedder).embed(texts));
    return { result: vectors, transfer: vectors.map((vector) => vector.buffer as ArrayBuffer) };
  },
  async close() {
    await inTurn(async () => (await embedder).close());
    return {};
  },
});
