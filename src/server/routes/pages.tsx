import { Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { PaperPage } from '../../web/paper-page.js';
import { renderPage } from '../../web/render.js';
import { HomePage, ResultsPage } from '../../web/search-page.js';
import { ASSETS } from '../assets.js';
import { queryOf } from '../input.js';
import { idOf } from './api.js';

const PAPERS_A_PAGE = 20;
const NEIGHBOURS = 10;

/** The page, rendered here: it needs no script, and works in whatever shows HTML. */
export function pageRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.get('/', async (context) => {
    const { q, ...others } = queryOf(context);
    const query = typeof q === 'string' ? q.trim() : '';
    if (query === '') {
      const [page, status] = await Promise.all([engine.papers({ limit: PAPERS_A_PAGE, ...others }), engine.status()]);
      return context.html(renderPage(<HomePage papers={page.papers} next={page.next} status={status} assets={ASSETS} />));
    }
    const answer = await engine.search({ query, k: PAPERS_A_PAGE, ...others });
    return context.html(renderPage(<ResultsPage query={query} answer={answer} assets={ASSETS} />));
  });

  pages.get('/papers/*', async (context) => {
    const id = idOf(context.req.path.slice('/papers/'.length));
    const [paper, neighbours] = await Promise.all([engine.paper(id), engine.similar({ ids: [id], k: NEIGHBOURS })]);
    return context.html(renderPage(<PaperPage paper={paper} neighbours={neighbours} assets={ASSETS} />));
  });
  return pages;
}
