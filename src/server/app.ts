import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { timeout } from 'hono/timeout';
import type { Engine } from '../engine.js';
import { PaperkinError } from '../errors.js';
import { assetRoutes } from './http/assets.js';
import { type ConcurrencyLimits, limitConcurrency } from './http/concurrency.js';
import { failureOf, failureResponse, isFault, logLine } from './http/failure.js';
import type { Folders } from './http/public-view.js';
import { hostAllowed, originAllowed, readAllowed } from './http/security.js';
import { apiRoutes } from './routes/api.js';
import { mapApiRoutes, mapPageRoutes } from './routes/map.js';
import { namedTopicPageRoutes } from './routes/named-topic-pages.js';
import { namedTopicRoutes } from './routes/named-topics.js';
import { pageRoutes } from './routes/pages.js';
import { pickRoutes } from './routes/picks.js';
import { PROFILE_IMPORT, profileRoutes } from './routes/profiles.js';
import { readerRoutes } from './routes/readers.js';
import { topicPageRoutes } from './routes/topic-pages.js';
import { topicRoutes } from './routes/topics.js';
import { trendApiRoutes, trendRoutes } from './routes/trends.js';

export interface AppOptions {
  /** Address it is bound to, which decides what names are answered: see {@link hostAllowed}. Default 127.0.0.1. */
  host?: string;
  /** Names that are answered besides. Default: none. */
  allowedHosts?: readonly string[];
  /** Takes one line (with the lines of a stack) about each fault of ours. Default: nothing is written. */
  log?: (line: string) => void;
  /** How many requests are at work and may wait. Default: 16 and 256. */
  crowd?: ConcurrencyLimits;
  /** What a request may take, in milliseconds. Default 30,000: beyond that a client has given up. */
  timeout?: number;
}

/** A seed is at most 20,000 characters; the rest is room for a hundred ids. */
const MAX_BODY_BYTES = 1024 * 1024;
/** A profile of 100,000 events has 13 MB. */
const MAX_PROFILE_BYTES = 16 * 1024 * 1024;
const TIMEOUT = 30_000;

/** The HTTP API and the page over an engine. It never listens: `listen` does, and tests call `app.request()`. */
export function createApp(engine: Engine, options: AppOptions = {}): Hono {
  const { log = () => undefined, timeout: limit = TIMEOUT } = options;
  const app = new Hono();
  app.use(requestId({ limitLength: 100 }));
  const headers = { contentSecurityPolicy: CONTENT_SECURITY_POLICY, strictTransportSecurity: false, referrerPolicy: 'same-origin' };
  // A picture has a policy of its own, which it sets itself.
  app.use(secureHeaders({ ...headers, overwrite: false }));
  app.use(jsonCharset);
  app.use(hostGuard(options));
  // Around the reading of the body too: one that trickles in must not hold a place for ever.
  app.use(timeout(limit));
  app.use(bodyLimits());
  app.use(limitConcurrency(options.crowd));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (context, methods) => wrongMethod(context, methods, engine) }));

  app.route('/api', apiRoutes(engine));
  app.route('/api', mapApiRoutes(engine));
  app.route('/api/profiles', profileRoutes(engine));
  app.route('/api/profiles', pickRoutes(engine));
  // Before those that take any name for a topic that was found.
  app.route('/api/topics/named', namedTopicRoutes(engine));
  app.route('/api/topics', topicRoutes(engine));
  app.route('/api/trends', trendApiRoutes(engine));
  app.route('/', assetRoutes());
  app.route('/', pageRoutes(engine));
  app.route('/', readerRoutes(engine));
  app.route('/', namedTopicPageRoutes(engine));
  app.route('/', topicPageRoutes(engine));
  app.route('/', trendRoutes(engine));
  app.route('/', mapPageRoutes(engine));

  app.notFound((context) =>
    failureResponse(
      context,
      new PaperkinError('ROUTE_NOT_FOUND', `There is nothing at ${context.req.path}.`, { value: context.req.path }),
      engine,
    ),
  );
  app.onError((thrown, context) => {
    const error = failureOf(thrown);
    if (isFault(error)) log(logLine(context, error));
    return failureResponse(context, error, engine);
  });
  return app;
}

/** The page needs its stylesheet, its icon and its form; no scripts, no frames, nobody else's files. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** JSON is UTF-8 by its standard, but old clients guess Latin-1 unless told. */
const jsonCharset: MiddlewareHandler = async (context, next) => {
  await next();
  if (context.res.headers.get('content-type') === 'application/json') context.header('Content-Type', 'application/json; charset=utf-8');
};

/** @throws FORBIDDEN for strangers, see security.ts. */
function hostGuard({ host = '127.0.0.1', allowedHosts = [] }: AppOptions): MiddlewareHandler {
  return async (context, next) => {
    const { method, header } = { method: context.req.method, header: (name: string) => context.req.header(name) };
    const called = header('host') ?? new URL(context.req.url).host;
    if (!hostAllowed(host, called, allowedHosts))
      throw new PaperkinError('FORBIDDEN', `This server does not answer to the name ${called}.`, { value: called, remedy: ALLOW_HOST });
    const [origin, site] = [header('origin'), header('sec-fetch-site')];
    const [mode, dest, purpose] = [header('sec-fetch-mode'), header('sec-fetch-dest'), header('sec-purpose')];
    const reads = method === 'GET' || method === 'HEAD';
    if (reads ? !readAllowed(called, { origin, site, mode, dest, purpose }) : !originAllowed(called, origin, site))
      throw new PaperkinError('FORBIDDEN', 'Pages of other sites may not send this.', { value: origin });
    await next();
  };
}

const ALLOW_HOST =
  'Open the address that "paperkin serve" printed, or allow the name: --allow-host NAME, PAPERKIN_ALLOWED_HOSTS, or "allowedHosts" in config.json.';

/** A profile's file may be larger than a question. */
function bodyLimits(): MiddlewareHandler {
  const limit = (maxSize: number) => bodyLimit({ maxSize, onError: () => tooLarge(maxSize) });
  const [question, file] = [limit(MAX_BODY_BYTES), limit(MAX_PROFILE_BYTES)];
  return (context, next) => (context.req.path === `/api/profiles${PROFILE_IMPORT}` ? file : question)(context, next);
}

function tooLarge(bytes: number): never {
  throw new PaperkinError('BODY_TOO_LARGE', `The body is larger than ${bytes} bytes.`);
}

async function wrongMethod(context: Context, methods: string[], folders: Folders): Promise<Response> {
  const allowed = methods.join(', ');
  context.header('Allow', allowed);
  const { method, path } = context.req;
  return failureResponse(
    context,
    new PaperkinError('METHOD_NOT_ALLOWED', `${path} takes ${allowed}, not ${method}.`, { value: method }),
    folders,
  );
}
