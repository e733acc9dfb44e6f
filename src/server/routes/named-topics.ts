import type { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { route, verbRoutes } from '../http/verb-routes.js';

/** Named topics over HTTP. */
export function namedTopicRoutes(engine: Engine): Hono {
  return verbRoutes(engine, [
    route({ method: 'get', path: '/', verb: 'namedTopics', present: (topics) => ({ topics }) }),
    route({
      method: 'post',
      path: '/',
      verb: 'createNamedTopic',
      status: 201,
      present: (made, context) => {
        context.header('Location', `/api/topics/named/${made.id}`);
        return made;
      },
    }),
    route({ method: 'get', path: '/:topic', verb: 'namedTopic' }),
    route({ method: 'patch', path: '/:topic', verb: 'changeNamedTopic' }),
    route({ method: 'delete', path: '/:topic', verb: 'removeNamedTopic' }),
    route({ method: 'get', path: '/:topic/papers', verb: 'namedTopicPapers' }),
    route({ method: 'post', path: '/:topic/judge', verb: 'judgeNamedTopic' }),
    route({ method: 'post', path: '/:topic/follow', verb: 'followNamedTopic' }),
  ]);
}
