import type { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { publicUpdate } from '../http/public-view.js';
import { route, verbRoutes } from '../http/verb-routes.js';

/** Topics that were found, over HTTP. */
export function topicRoutes(engine: Engine): Hono {
  return verbRoutes(engine, [
    route({ method: 'get', path: '/', verb: 'topics' }),
    // It may take a minute: it is begun, and the same address says how far it is.
    route({
      method: 'post',
      path: '/update',
      verb: 'beginTopicsUpdate',
      status: 202,
      present: (state, context) => {
        context.header('Location', context.req.path);
        return publicUpdate(state, engine);
      },
    }),
    route({ method: 'get', path: '/update', verb: 'topicsUpdate', present: (state) => publicUpdate(state, engine) }),
    route({ method: 'post', path: '/merge', verb: 'mergeTopics' }),
    route({ method: 'get', path: '/:topic', verb: 'topic' }),
    route({ method: 'patch', path: '/:topic', verb: 'renameTopic' }),
    route({ method: 'get', path: '/:topic/papers', verb: 'topicPapers' }),
    route({ method: 'post', path: '/:topic/split', verb: 'splitTopic' }),
    route({ method: 'post', path: '/:topic/follow', verb: 'followTopic' }),
  ]);
}
