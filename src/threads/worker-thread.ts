import { parentPort, type Transferable } from 'node:worker_threads';
import { asPaperkinError } from '../errors.js';
import type { Answer, Request } from './worker-channel.js';

/** What a handler gives back: the result, and the buffers in it to move rather than copy. */
interface Reply {
  result?: unknown;
  transfer?: Transferable[];
}

export type Handlers = Record<string, (argument: never) => Reply | Promise<Reply>>;

/** The worker's end of a {@link WorkerChannel}: answers each request with the handler of its name. */
export function serveRequests(handlers: Handlers): void {
  parentPort?.on('message', async ({ id, call, argument }: Request) => {
    try {
      const reply = await handlers[call]?.(argument as never);
      parentPort?.postMessage({ id, result: reply?.result } satisfies Answer, reply?.transfer ?? []);
    } catch (thrown) {
      parentPort?.postMessage({ id, error: asPaperkinError(thrown).toJSON() } satisfies Answer);
    }
  });
}
