import { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { PaperkinError } from '../../errors.js';
import { TOPIC_LEVELS } from '../../stores/topic-store.js';
import { termTrendsSchema } from '../../trends/query.js';
import { renderPage } from '../../web/render.js';
import { TopicTrendPage } from '../../web/trend-page.js';
import { TrendsPage } from '../../web/trends-page.js';
import { topicPicture } from '../../wording/trend-charts.js';
import { ASSETS } from '../http/assets.js';
import { parametersOf, takesNoParameters } from '../http/input.js';
import { route, verbRoutes } from '../http/verb-routes.js';

/** Topics of each direction on the page, and terms. */
const TOPICS_SHOWN = 6;
const TERMS_SHOWN = 20;
const TERMS_OF_TOPIC = 10;

const PAGE = z.strictObject({ level: z.enum(TOPIC_LEVELS).optional() });

/** What rises and falls, over HTTP. */
export function trendApiRoutes(engine: Engine): Hono {
  const api = verbRoutes(engine, [
    route({ method: 'get', path: '/topics', verb: 'topicTrends' }),
    route({ method: 'get', path: '/topics/:topic', verb: 'topicTrend' }),
  ]);

  return api.get('/terms', async (context) => {
    const query = parametersOf(context, termTrendsSchema);
    // What was counted before papers came is an answer; to wait for another could take longer than a request may.
    return context.json((await engine.termTrendsAtHand(query)) ?? (await engine.termTrends(query)));
  });
}

/** The same as pages, and a topic's chart as a picture. */
export function trendRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.get('/trends', async (context) => {
    const { level = 'topic' } = parametersOf(context, PAGE, { blank: 'absent' });
    const of = (direction: 'rising' | 'falling') => engine.topicTrends({ level, direction, limit: TOPICS_SHOWN }).catch(noneWithoutTopics);
    const [rising, falling, terms] = await Promise.all([of('rising'), of('falling'), engine.termTrendsAtHand({ limit: TERMS_SHOWN })]);
    return context.html(renderPage(<TrendsPage level={level} rising={rising} falling={falling} terms={terms} assets={ASSETS} />));
  });

  pages.get('/trends/topics/:id', async (context) => {
    const asked = context.req.param('id');
    if (asked.endsWith(PICTURE)) {
      takesNoParameters(context);
      context.header('Content-Type', 'image/svg+xml; charset=utf-8');
      context.header('Content-Security-Policy', OF_PICTURES);
      return context.body(topicPicture(await engine.topicTrend({ topic: asked.slice(0, -PICTURE.length) })));
    }
    const [view, terms] = await Promise.all([
      engine.topicTrend({ topic: asked }),
      engine.termTrendsAtHand({ topic: asked, limit: TERMS_OF_TOPIC }),
    ]);
    return context.html(renderPage(<TopicTrendPage view={view} terms={terms} assets={ASSETS} />));
  });
  return pages;
}

const PICTURE = '.svg';
/** A chart has its dark colours in it, and nothing that runs. */
const OF_PICTURES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

function noneWithoutTopics(thrown: unknown): undefined {
  if (!(thrown instanceof PaperkinError && thrown.code === 'TOPICS_MISSING')) throw thrown;
}
