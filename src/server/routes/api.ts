import type { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { VERSION } from '../../files/package-root.js';
import { filterSchema } from '../../paper/filter.js';
import { searchSchema, similarSchema } from '../../search/query.js';
import { decodedId, filterBy, parametersOf, takesNoParameters, wholeNumber } from '../http/input.js';
import { publicUpdate } from '../http/public-view.js';
import { route, verbRoutes } from '../http/verb-routes.js';

/** The query strings, made of the verbs' own schemas: an error then names the parameter as it was written. */
const { query, filter: _filter, ...ASKED } = searchSchema.shape;
const { topic } = filterSchema.shape;
const SEARCH = z.strictObject({ q: query, topic, ...ASKED });
const NEIGHBOURS = z.strictObject({ topic, ...ASKED, when: similarSchema.shape.when });

/** The HTTP API: each route checks what it was given, calls one verb, and answers. */
export function apiRoutes(engine: Engine): Hono {
  const api = verbRoutes(engine, [
    route({ method: 'get', path: '/papers', verb: 'papers' }),
    route({ method: 'get', path: '/merges', verb: 'merges' }),
  ]);

  // Ids contain slashes (doi:10.1145/…, arxiv:math/…), so the rest of the path is the id. The ending is
  // looked for before decoding: an id that itself ends so can be written with %2F.
  api.get('/papers/*', async (context) => {
    const rest = context.req.path.slice('/api/papers/'.length);
    if (rest.endsWith(SIMILAR)) {
      const { topic, ...parameters } = parametersOf(context, NEIGHBOURS);
      const ids = [decodedId(rest.slice(0, -SIMILAR.length))];
      return context.json(await engine.similar({ ids, ...parameters, ...filterBy(topic) }));
    }
    takesNoParameters(context);
    if (rest.endsWith(TOPICS)) return context.json({ topics: await engine.topicsOf({ id: decodedId(rest.slice(0, -TOPICS.length)) }) });
    return context.json(await engine.paper({ id: decodedId(rest) }));
  });

  api.delete('/papers/:id{.+}', async (context) => {
    takesNoParameters(context);
    return context.json(await engine.removePapers({ ids: [decodedId(context.req.path.slice('/api/papers/'.length))] }));
  });

  api.post('/merges/:number/undo', async (context) => {
    takesNoParameters(context);
    return context.json(await engine.undoMerge({ number: wholeNumber('number', context.req.param('number')) }));
  });

  api.get('/search', async (context) => {
    const { q, topic, ...parameters } = parametersOf(context, SEARCH);
    return context.json(await engine.search({ query: q, ...parameters, ...filterBy(topic) }));
  });

  api.get('/health', async (context) => {
    takesNoParameters(context);
    // Told at once, where the status would wait for them.
    const recovering = await engine.recovering();
    if (recovering.length > 0) return context.json({ status: 'recovering', version: VERSION, recovering }, 503);
    // Of the status, all but the folder: where a person keeps their data is none of a page's business.
    const { home, jobs, ...status } = await engine.status();
    return context.json({ status: 'ok', version: VERSION, ...status, jobs: jobs.map((job) => publicUpdate(job, { home })) });
  });
  return api.route(
    '/',
    verbRoutes(engine, [
      route({ method: 'post', path: '/similar', verb: 'similar' }),
      route({ method: 'post', path: '/search', verb: 'search' }),
    ]),
  );
}

const SIMILAR = '/similar';
const TOPICS = '/topics';
