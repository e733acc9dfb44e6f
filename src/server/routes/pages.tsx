import { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { asPaperkinError } from '../../errors.js';
import { PAPER_ACTIONS } from '../../profile/event.js';
import { searchSchema } from '../../search/query.js';
import type { Membership } from '../../topics/answer.js';
import { topicIdSchema } from '../../topics/query.js';
import { PaperPage } from '../../web/paper-page.js';
import { renderPage } from '../../web/render.js';
import { HomePage, ResultsPage } from '../../web/search-page.js';
import { ASSETS } from '../http/assets.js';
import { decodedId, filterBy, parametersOf } from '../http/input.js';

const PAPERS_A_PAGE = 20;
const NEIGHBOURS = 10;
/** Readers to choose from on the page of a paper or topic. */
const READERS = 100;
const DID = z.enum(PAPER_ACTIONS);

/** An empty question is no question here: the form sends one when its box is left empty. */
const HOME = z.strictObject({
  q: z.string().trim().optional(),
  cursor: searchSchema.shape.cursor,
  topic: topicIdSchema.optional(),
});

/** The page, rendered here: it needs no script, and works in whatever shows HTML. */
export function pageRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.get('/', async (context) => {
    const { q: query, cursor, topic: id } = parametersOf(context, HOME);
    const topic = id === undefined ? undefined : ((await engine.namedTopics.find(id)) ?? (await engine.topics.show(id)));
    const within = topic && [topic.id];
    if (query) {
      const [answer, status] = await Promise.all([
        engine.search({ query, k: PAPERS_A_PAGE, cursor, ...filterBy(within) }),
        engine.status(),
      ]);
      return context.html(renderPage(<ResultsPage query={query} topic={topic} answer={answer} status={status} assets={ASSETS} />));
    }
    const [page, status] = await Promise.all([engine.papers({ limit: PAPERS_A_PAGE, cursor, topic: within }), engine.status()]);
    return context.html(
      renderPage(
        <HomePage topic={topic} papers={page.papers} next={page.next} later={cursor !== undefined} status={status} assets={ASSETS} />,
      ),
    );
  });

  // Unknown parameters pass: people share addresses of papers, and what they share them with adds its own.
  pages.get('/papers/*', async (context) => {
    const id = decodedId(context.req.path.slice('/papers/'.length));
    const [paper, neighbours, names, topics] = await Promise.all([
      engine.paper(id),
      engine.similar({ ids: [id], k: NEIGHBOURS }),
      readersToChoose(engine),
      topicsOf(engine, id),
    ]);
    const did = DID.safeParse(context.req.query('did')).data;
    const reader = names.find((name) => name === context.req.query('reader'));
    return context.html(
      renderPage(
        <PaperPage paper={paper} neighbours={neighbours} topics={topics} readers={names} did={did} reader={reader} assets={ASSETS} />,
      ),
    );
  });
  return pages;
}

/** Those whose profiles can be read. */
export async function readersToChoose({ readers }: Engine): Promise<string[]> {
  const { profiles } = await readers.list({ limit: READERS });
  return profiles.flatMap(({ name, problem }) => (problem === undefined ? [name] : []));
}

/** None where topics have not been found; that they cannot be read is said on their own page. */
async function topicsOf({ topics }: Engine, id: string): Promise<Membership[]> {
  return topics.of(id).catch((thrown: unknown) => {
    if (asPaperkinError(thrown).code.startsWith('TOPICS_')) return [];
    throw thrown;
  });
}
