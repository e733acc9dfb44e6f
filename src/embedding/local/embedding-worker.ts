import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { serveRequests } from '../../threads/worker-thread.js';
import type { ModelDescription, TextRole } from '../embedder.js';
import { Encoder } from './encoder.js';

/** Thread entry: the model, loaded once, answering `encode`. */
const { model, background } = workerData as { model: ModelDescription; background: boolean };
if (background) lowerPriority();
const encoder = Encoder.load(model);
// Reported by the first request; unhandled it would end the thread before anyone asks.
encoder.catch(() => undefined);

let last: Promise<unknown> = Promise.resolve();

/** One at a time: a session that is disposed of while it runs takes the whole process with it. */
function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const turn = last.then(task, task);
  last = turn.catch(() => undefined);
  return turn;
}

serveRequests({
  async encode({ texts, role }: { texts: string[]; role: TextRole }) {
    const vectors = await inTurn(async () => (await encoder).encode(texts, role));
    return { result: vectors, transfer: [vectors.buffer as ArrayBuffer] };
  },
  async close() {
    await inTurn(async () => (await encoder).close());
    return {};
  },
});

/**
 * Bulk work gives way to whoever answers a person: on Linux a priority belongs to a thread, so this
 * one alone is made nicer. Elsewhere it would be the whole process, and is left as it is.
 */
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 10);
  } catch {
    // No /proc, or no right to it: slower answers during an import, nothing worse.
  }
}
