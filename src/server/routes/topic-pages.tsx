import { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { asPaperkinError } from '../../errors.js';
import { followTopicSchema, renameTopicSchema } from '../../topics/query.js';
import { renderPage } from '../../web/render.js';
import { topicFeed } from '../../web/topic-feed.js';
import { TopicPage } from '../../web/topic-page.js';
import { TopicsPage } from '../../web/topics-page.js';
import { ASSETS } from '../http/assets.js';
import { formOf, redirectBack, unlessBusy } from '../http/form.js';
import { takesNoParameters } from '../http/input.js';
import { publicUpdate } from '../http/public-view.js';
import { readersToChoose } from './pages.js';

/** Of each level so many at most: a page of more is none. */
const MOST = 300;
const NEWEST = 10;
/** Papers in a feed. */
const FED = 50;
/** Seconds until a page that waits for topics looks again. */
const LOOK_AGAIN = '2';

/** Pages of topics. Their forms are taken from these pages alone, see {@link formOf}. */
export function topicPageRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.get('/topics', async (context) => {
    takesNoParameters(context);
    const [found, named, { embedded }] = await Promise.all([topicsFound(engine), engine.namedTopics(), engine.status()]);
    if ((await engine.topicsUpdate()).running) context.header('Refresh', LOOK_AGAIN);
    const page = { named, found, updating: publicUpdate(await engine.topicsUpdate(), engine), embedded, assets: ASSETS };
    return context.html(renderPage(<TopicsPage {...page} />));
  });

  pages.post('/topics/update', async (context) => {
    const { back } = await formOf(context, {});
    // Whoever presses the button twice wants one update.
    await unlessBusy(engine.beginTopicsUpdate());
    return redirectBack(context, back);
  });

  pages.get('/topics/:id', async (context) => {
    const id = context.req.param('id');
    const [topic, { papers }, trend, readers] = await Promise.all([
      engine.topic({ topic: id }),
      engine.topicPapers({ topic: id, k: NEWEST, sort: 'date' }),
      engine.topicTrend({ topic: id }),
      readersToChoose(engine),
    ]);
    const follower = readers.find((name) => name === context.req.query('follower'));
    const newest = papers.map(({ paper }) => paper);
    const page = { topic, newest, trend, readers, follower, assets: ASSETS };
    return context.html(renderPage(<TopicPage {...page} />));
  });

  pages.get('/topics/:id/feed.atom', async (context) => {
    takesNoParameters(context);
    const { topic, papers } = await engine.topicPapers({ topic: context.req.param('id'), k: FED, sort: 'date' });
    const { updated } = await engine.topics({ limit: 1 });
    context.header('Content-Type', 'application/atom+xml; charset=utf-8');
    return context.body(
      topicFeed({ ...topic, server: new URL(context.req.url).origin, papers: papers.map(({ paper }) => paper), updated }),
    );
  });

  pages.post('/topics/:id/follow', async (context) => {
    const { profile, back } = await formOf(context, { profile: followTopicSchema.shape.profile });
    const { name } = await engine.followTopic({ profile, topic: context.req.param('id') });
    return redirectBack(context, back, { follower: name });
  });

  pages.post('/topics/:id/name', async (context) => {
    // A field that was left empty is not there.
    const { name, back } = await formOf(context, { name: renameTopicSchema.shape.name.default('') });
    await engine.renameTopic({ topic: context.req.param('id'), name });
    return redirectBack(context, back);
  });
  return pages;
}

async function topicsFound(engine: Engine) {
  try {
    const [fields, all, changing] = await Promise.all([
      engine.topics({ level: 'field', limit: MOST }),
      engine.topics({ level: 'topic', limit: MOST }),
      engine.topicTrends({ level: 'topic', limit: MOST }),
    ]);
    const changes = new Map(changing.trends.map(({ topic, change }) => [topic.id, change]));
    return { fields, topics: all, trends: { changes, compared: changing.compared } };
  } catch (thrown) {
    if (asPaperkinError(thrown).code === 'TOPICS_MISSING') return undefined;
    throw thrown;
  }
}
