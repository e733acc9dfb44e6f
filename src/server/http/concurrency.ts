import type { Context, MiddlewareHandler } from 'hono';
import { PaperkinError } from '../../errors.js';

export interface ConcurrencyLimits {
  /** Requests at work at a time. */
  running: number;
  /** Requests that wait for their turn; what comes beyond is refused. */
  waiting: number;
}

const BOUNDS: ConcurrencyLimits = { running: 16, waiting: 256 };

/**
 * Bounds how many requests are at work at a time, so that a crowd of questions leaves a turn for whoever asks how the
 * server is. What nobody waits for any more is not begun.
 * @throws TIMEOUT when too many wait already
 */
export function limitConcurrency({ running: most, waiting: mostWaiting }: ConcurrencyLimits = BOUNDS): MiddlewareHandler {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (context, next) => {
    if (isCheap(context)) return await next();
    // A body that trickles in must hold no place; it is kept for whoever reads it next.
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') await context.req.arrayBuffer();
    if (running >= most) {
      if (waiting.length >= mostWaiting) {
        context.header('Retry-After', '1');
        throw new PaperkinError('TIMEOUT', `${mostWaiting} requests wait already.`);
      }
      // Whoever has finished hands its place on.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      if (context.req.raw.signal.aborted) throw new PaperkinError('INTERRUPTED', 'Nobody waits for the answer any more.');
      await next();
    } finally {
      const first = waiting.shift();
      if (first) first();
      else running--;
    }
  };
}

function isCheap({ req }: Context): boolean {
  return req.path === '/api/health' || req.path.startsWith('/assets/');
}
