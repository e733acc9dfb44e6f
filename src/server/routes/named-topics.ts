import { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { parseQuery } from '../../input/parse-query.js';
import { createNamedSchema, judgementSchema, namedChangeSchema, namedPapersSchema } from '../../named-topics/query.js';
import { followTopicSchema } from '../../topics/query.js';
import { jsonBody, NO_PARAMETERS, parametersOf } from '../http/input.js';

/** The topic is in the path. */
const PAPERS = namedPapersSchema.omit({ topic: true });
const FOLLOW = followTopicSchema.omit({ topic: true });

/** Named topics over HTTP. What writes takes JSON alone, as with profiles. */
export function namedTopicRoutes(engine: Engine): Hono {
  const routes = new Hono();

  routes.get('/', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json({ topics: await engine.namedTopics() });
  });

  routes.post('/', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const made = await engine.createNamedTopic(parseQuery(createNamedSchema, await jsonBody(context)));
    context.header('Location', `/api/topics/named/${made.id}`);
    return context.json(made, 201);
  });

  routes.get('/:id', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await engine.namedTopic({ topic: context.req.param('id') }));
  });

  routes.patch('/:id', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(
      await engine.changeNamedTopic({ topic: context.req.param('id'), ...parseQuery(namedChangeSchema, await jsonBody(context)) }),
    );
  });

  routes.delete('/:id', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await engine.removeNamedTopic({ topic: context.req.param('id') }));
  });

  routes.get('/:id/papers', async (context) =>
    context.json(await engine.namedTopicPapers({ topic: context.req.param('id'), ...parametersOf(context, PAPERS) })),
  );

  routes.post('/:id/judge', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(
      await engine.judgeNamedTopic({ topic: context.req.param('id'), ...parseQuery(judgementSchema, await jsonBody(context)) }),
    );
  });

  routes.post('/:id/follow', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { profile } = parseQuery(FOLLOW, await jsonBody(context));
    return context.json(await engine.followNamedTopic({ profile, topic: context.req.param('id') }));
  });
  return routes;
}
