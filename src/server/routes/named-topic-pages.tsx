import { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { createNamedSchema } from '../../named-topics/query.js';
import { paperIdSchema } from '../../paper/id-schema.js';
import { followTopicSchema } from '../../topics/query.js';
import { topicPath } from '../../web/addresses.js';
import { NAME_TOPIC_PATH } from '../../web/named-topic-list.js';
import { NamedTopicPage } from '../../web/named-topic-page.js';
import { renderPage } from '../../web/render.js';
import { topicFeed } from '../../web/topic-feed.js';
import { ASSETS } from '../http/assets.js';
import { formOf, redirectBack } from '../http/form.js';
import { takesNoParameters } from '../http/input.js';
import { readersToChoose } from './pages.js';

const SHOWN = 30;
/** Papers in a feed. */
const FED = 50;
const { name, description } = createNamedSchema.shape;
const JUDGEMENT = { paper: paperIdSchema, as: z.enum(['yes', 'no', 'clear']) };

/**
 * Pages of named topics, under the addresses of all topics: what is none of these is left to the routes behind. Their forms are taken from these
 * pages alone, see {@link formOf}.
 */
export function namedTopicPageRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.post(NAME_TOPIC_PATH, async (context) => {
    const { back: _back, ...query } = await formOf(context, { name, description });
    const { id } = await engine.createNamedTopic(query);
    return redirectBack(context, topicPath(id));
  });

  pages.get('/topics/:id', async (context, next) => {
    const found = await engine.findNamedTopic({ topic: context.req.param('id') });
    if (!found) return next();
    const [topic, { papers }, readers] = await Promise.all([
      engine.namedTopic({ topic: found.id }),
      engine.namedTopicPapers({ topic: found.id, k: SHOWN }),
      readersToChoose(engine),
    ]);
    const follower = readers.find((reader) => reader === context.req.query('follower'));
    const judged = context.req.query('judged') !== undefined;
    return context.html(renderPage(<NamedTopicPage {...{ topic, papers, judged, readers, follower }} assets={ASSETS} />));
  });

  pages.get('/topics/:id/feed.atom', async (context, next) => {
    const found = await engine.findNamedTopic({ topic: context.req.param('id') });
    if (!found) return next();
    takesNoParameters(context);
    const { topic, papers } = await engine.namedTopicPapers({ topic: found.id, k: FED, sort: 'date' });
    context.header('Content-Type', 'application/atom+xml; charset=utf-8');
    const server = new URL(context.req.url).origin;
    const updated = [papers[0]?.paper.published ?? '', topic.changed].sort().at(-1) as string;
    return context.body(topicFeed({ ...topic, server, papers: papers.map(({ paper }) => paper), updated }));
  });

  pages.post('/topics/:id/follow', async (context, next) => {
    const found = await engine.findNamedTopic({ topic: context.req.param('id') });
    if (!found) return next();
    const { profile, back } = await formOf(context, { profile: followTopicSchema.shape.profile });
    const follower = await engine.followNamedTopic({ profile, topic: found.id });
    return redirectBack(context, back, { follower: follower.name });
  });

  pages.post('/topics/:id/judge', async (context) => {
    const { paper, as, back } = await formOf(context, JUDGEMENT);
    await engine.judgeNamedTopic({ topic: context.req.param('id'), [as]: [paper] });
    return redirectBack(context, back, { judged: as });
  });

  pages.post('/topics/:id/change', async (context) => {
    // A field that was left empty is not there.
    const { back, ...change } = await formOf(context, { name, description: description.default('') });
    await engine.changeNamedTopic({ topic: context.req.param('id'), ...change });
    return redirectBack(context, back);
  });

  pages.post('/topics/:id/forget', async (context) => {
    const { back } = await formOf(context, {});
    await engine.removeNamedTopic({ topic: context.req.param('id') });
    return redirectBack(context, back);
  });
  return pages;
}
