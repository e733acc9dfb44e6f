import { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { parseQuery } from '../../input/parse-query.js';
import {
  followTopicSchema,
  mergeTopicsSchema,
  renameTopicSchema,
  splitTopicSchema,
  topicListSchema,
  topicPapersSchema,
  updateTopicsSchema,
} from '../../topics/query.js';
import { jsonBody, NO_PARAMETERS, parametersOf } from '../http/input.js';
import { publicUpdate } from '../http/public-view.js';

/** The topic is in the path. */
const PAPERS = topicPapersSchema.omit({ topic: true });
const RENAME = renameTopicSchema.omit({ topic: true });
const SPLIT = splitTopicSchema.omit({ topic: true });
const FOLLOW = followTopicSchema.omit({ topic: true });

/** Topics over HTTP. What writes takes JSON alone, as with profiles. */
export function topicRoutes({ readers, topics, topicsJob, home }: Engine): Hono {
  const routes = new Hono();

  routes.get('/', async (context) => context.json(await topics.list(parametersOf(context, topicListSchema))));

  // It may take a minute: it is begun, and the same address says how far it is.
  routes.post('/update', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const query = parseQuery(updateTopicsSchema, await jsonBody(context));
    context.header('Location', context.req.path);
    return context.json(publicUpdate(topicsJob.begin(query), { home }), 202);
  });

  routes.get('/update', (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(publicUpdate(topicsJob.state, { home }));
  });

  routes.post('/merge', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await topics.merge(parseQuery(mergeTopicsSchema, await jsonBody(context))));
  });

  routes.get('/:id', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await topics.show(context.req.param('id')));
  });

  routes.patch('/:id', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await topics.rename({ topic: context.req.param('id'), ...parseQuery(RENAME, await jsonBody(context)) }));
  });

  routes.get('/:id/papers', async (context) =>
    context.json(await topics.papers({ topic: context.req.param('id'), ...parametersOf(context, PAPERS) })),
  );

  routes.post('/:id/split', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await topics.split({ topic: context.req.param('id'), ...parseQuery(SPLIT, await jsonBody(context)) }));
  });

  routes.post('/:id/follow', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { profile } = parseQuery(FOLLOW, await jsonBody(context));
    return context.json(await readers.followTopic(profile, await topics.resolve(context.req.param('id'))));
  });
  return routes;
}
