import { type Context, Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { filterSchema } from '../../paper/filter.js';
import { recommendSchema } from '../../recommend/query.js';
import { filterBy, parametersOf } from '../http/input.js';
import { route, verbRoutes } from '../http/verb-routes.js';

/** The name is in the path; a filter is an object, which only a body can hold: of it a query string has the topics. */
const PARAMETERS = recommendSchema.omit({ profile: true, filter: true }).extend({ topic: filterSchema.shape.topic });

function askedBy(context: Context) {
  const { topic, ...asked } = parametersOf(context, PARAMETERS);
  return { ...asked, ...filterBy(topic) };
}

/** What a reader should read next, and why, over HTTP. */
export function pickRoutes(engine: Engine): Hono {
  const picks = new Hono();

  picks.get('/:profile/picks', async (context) =>
    context.json(await engine.recommend({ profile: context.req.param('profile'), ...askedBy(context) })),
  );

  // Ids contain slashes: the rest of the path is the id.
  picks.get('/:profile/why-not/:paper{.+}', async (context) =>
    context.json(await engine.whyNot({ ...context.req.param(), ...askedBy(context) })),
  );

  return picks.route(
    '/',
    verbRoutes(engine, [
      route({ method: 'post', path: '/:profile/picks', verb: 'recommend' }),
      route({ method: 'get', path: '/:profile/interests', verb: 'interests', present: (interests) => ({ interests }) }),
      route({ method: 'patch', path: '/:profile/interests/:interest', verb: 'editInterest' }),
    ]),
  );
}
