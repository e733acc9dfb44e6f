import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { timeout } from 'hono/timeout';
import type { Engine } from '../engine.js';
import { PaperkinError } from '../errors.js';
import { assetRoutes } from './assets.js';
import { failureOf, failureResponse } from './failure.js';
import { apiRoutes } from './routes/api.js';
import { pageRoutes } from './routes/pages.js';
import { hostAllowed, originAllowed } from './security.js';

export interface AppOptions {
  /** Address it is bound to: on loopback only loopback's names are answered. Default 127.0.0.1. */
  host?: string;
  /** Takes a line about each fault of ours. Default: nothing is written. */
  log?: (line: string) => void;
}

/** A seed is at most 20,000 characters; the rest is room for a hundred ids. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Beyond this a client has given up: in milliseconds. */
const TIMEOUT = 30_000;

/** The HTTP API and the page over an engine. It never listens: `listen` does, and tests call `app.request()`. */
export function createApp(engine: Engine, { host = '127.0.0.1', log = () => undefined }: AppOptions = {}): Hono {
  const app = new Hono();
  app.use(requestId({ limitLength: 100 }));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );
  app.use(async (context, next) => {
    const called = context.req.header('host') ?? new URL(context.req.url).host;
    if (!hostAllowed(host, called)) throw new PaperkinError('FORBIDDEN', 'This server answers to loopback names only.', { value: called });
    const origin = context.req.header('origin');
    const reads = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (!reads && !originAllowed(called, origin))
      throw new PaperkinError('FORBIDDEN', 'Pages of other sites may not send this.', { value: origin });
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new PaperkinError('BODY_TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`);
      },
    }),
  );
  app.use(timeout(TIMEOUT));

  app.route('/api', apiRoutes(engine));
  app.route('/', assetRoutes());
  app.route('/', pageRoutes(engine));

  app.notFound((context) =>
    failureResponse(context, new PaperkinError('ROUTE_NOT_FOUND', `There is nothing at ${context.req.path}.`, { value: context.req.path })),
  );
  app.onError((thrown, context) => {
    const error = failureOf(thrown);
    if (error.code === 'INTERNAL')
      log(
        `${context.get('requestId')} ${context.req.method} ${context.req.path}: ${(error.cause as Error | undefined)?.stack ?? error.message}`,
      );
    return failureResponse(context, error);
  });
  return app;
}
