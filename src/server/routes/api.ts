import { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { PaperkinError } from '../../errors.js';
import { VERSION } from '../../package-root.js';
import { jsonBody, queryOf } from '../input.js';

/**
 * The HTTP API: each route parses, calls one verb, and answers. What is missing or wrong in the
 * input is for the verb's own schema to say.
 */
export function apiRoutes(engine: Engine): Hono {
  const api = new Hono();

  api.get('/papers', async (context) => context.json(await engine.papers(queryOf(context, ['limit']))));

  // Ids contain slashes (doi:10.1145/…, arxiv:math/…), so the rest of the path is the id.
  api.get('/papers/*', async (context) => {
    const rest = idOf(context.req.path.slice('/api/papers/'.length));
    if (!rest.endsWith(SIMILAR)) {
      refuseParameters(queryOf(context));
      return context.json(await engine.paper(rest));
    }
    return context.json(await engine.similar({ ...queryOf(context, ['k']), ids: [rest.slice(0, -SIMILAR.length)] }));
  });

  api.post('/similar', async (context) =>
    context.json(await engine.similar((await jsonBody(context)) as Parameters<Engine['similar']>[0])),
  );

  api.get('/search', async (context) => {
    const { q, ...others } = queryOf(context, ['k']);
    return context.json(await engine.search({ ...others, query: q as string }));
  });

  api.get('/health', async (context) => {
    // Of the status, all but the folder: where a person keeps their data is none of a page's business.
    const { home: _home, ...status } = await engine.status();
    return context.json({ status: 'ok', version: VERSION, ...status });
  });

  for (const [path, method] of ALLOWED) {
    api.all(path, (context) => {
      context.header('Allow', method === 'GET' ? 'GET, HEAD' : method);
      throw new PaperkinError('METHOD_NOT_ALLOWED', `${context.req.path} takes ${method}, not ${context.req.method}.`, {
        value: context.req.method,
      });
    });
  }
  return api;
}

const SIMILAR = '/similar';

/** Asked in this order after the routes above: whatever else comes to these paths has the wrong method. */
const ALLOWED = [
  ['/papers', 'GET'],
  ['/papers/*', 'GET'],
  ['/similar', 'POST'],
  ['/search', 'GET'],
  ['/health', 'GET'],
] as const;

/** Encoded or not: `doi:10.1145/x` and `doi%3A10.1145%2Fx` are one. */
export function idOf(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new PaperkinError('INVALID_ID', 'The id in the path is not percent-encoded properly.', { value: path, cause });
  }
}

function refuseParameters(query: Record<string, unknown>): void {
  const [name] = Object.keys(query);
  if (name !== undefined) throw new PaperkinError('INVALID_INPUT', `${name}: is no parameter of this route`, { value: name });
}
