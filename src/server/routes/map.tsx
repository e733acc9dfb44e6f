import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { asPaperkinError } from '../../errors.js';
import { parseQuery } from '../../input/parse-query.js';
import { mapPictureSchema } from '../../map/query.js';
import { MapPage } from '../../web/map-page.js';
import { renderPage } from '../../web/render.js';
import { ASSETS, MAP_ASSETS } from '../http/assets.js';
import { formOf, redirectBack, unlessBusy } from '../http/form.js';
import { parametersOf, takesNoParameters } from '../http/input.js';
import { publicUpdate } from '../http/public-view.js';
import { route, verbRoutes } from '../http/verb-routes.js';

const PICTURE = mapPictureSchema.omit({ format: true });
/** As a store gives them. */
const KEY = z.string().regex(/^[1-9]\d{0,9}$/, 'is not the key of a paper');
/** Seconds until a page that waits for the map looks again. */
const LOOK_AGAIN = '2';
/** The page of the map alone has a script, which asks this server alone. */
const OF_THE_PAGE =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** A picture has its papers as a picture inside, and nothing that runs. */
const OF_PICTURES = "default-src 'none'; img-src data:; frame-ancestors 'none'";

/** The map as data. */
export function mapApiRoutes(engine: Engine): Hono {
  const octets = { 'Content-Type': 'application/octet-stream' };
  const api = verbRoutes(engine, [
    route({
      method: 'get',
      path: '/map',
      verb: 'mapBytes',
      present: ({ bytes, tag }, context) => tagged(context, tag, 'application/octet-stream', () => bytes),
    }),
    route({
      method: 'get',
      path: '/map/areas',
      verb: 'mapAreas',
      present: (areas, context) => context.body(Uint8Array.from(areas), 200, octets),
    }),
    route({ method: 'get', path: '/map/legend', verb: 'mapLegend' }),
    route({
      method: 'get',
      path: '/map.csv',
      verb: 'mapCsv',
      present: (rows, context) => {
        context.header('Content-Type', 'text/csv; charset=utf-8');
        return stream(context, async (out) => {
          for await (const some of rows) await out.write(some);
        });
      },
    }),
    // It may take minutes: it is begun, and the same address says how far it is.
    route({
      method: 'post',
      path: '/map/update',
      verb: 'beginMapUpdate',
      status: 202,
      present: (state, context) => {
        context.header('Location', context.req.path);
        return publicUpdate(state, engine);
      },
    }),
    route({ method: 'get', path: '/map/update', verb: 'mapUpdate', present: (state) => publicUpdate(state, engine) }),
  ]);

  return api.get('/map/papers/:key', async (context) => {
    takesNoParameters(context);
    return context.json(await engine.mapPaper({ key: Number(parseQuery(KEY, context.req.param('key'))) }));
  });
}

/** The map as a page and as a picture. */
export function mapPageRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.get('/map', async (context) => {
    takesNoParameters(context);
    const [legend, { embedded }] = await Promise.all([legendFound(engine), engine.status()]);
    const updating = publicUpdate(await engine.mapUpdate(), engine);
    if (updating.running) context.header('Refresh', LOOK_AGAIN);
    context.header('Content-Security-Policy', OF_THE_PAGE);
    return context.html(renderPage(<MapPage legend={legend} updating={updating} embedded={embedded} assets={ASSETS} map={MAP_ASSETS} />));
  });

  pages.post('/map/update', async (context) => {
    const { back } = await formOf(context, {});
    // Whoever presses the button twice wants one update.
    await unlessBusy(engine.beginMapUpdate());
    return redirectBack(context, back);
  });

  pages.get('/map.svg', async (context) => {
    const { content, tag } = await engine.mapPicture({ ...parametersOf(context, PICTURE), format: 'svg' });
    context.header('Content-Security-Policy', OF_PICTURES);
    return tagged(context, tag, 'image/svg+xml; charset=utf-8', () => String(content));
  });
  return pages;
}

/** What a browser has already is not sent again. */
function tagged(context: Context, tag: string, type: string, body: () => string | Uint8Array<ArrayBuffer>): Response {
  const quoted = `"${tag}"`;
  context.header('ETag', quoted);
  context.header('Cache-Control', 'no-cache');
  const known = context.req.header('if-none-match')?.split(',') ?? [];
  if (known.some((one) => [quoted, '*'].includes(one.trim().replace(/^W\//, '')))) return context.body(null, 304);
  context.header('Content-Type', type);
  return context.body(body());
}

/** Undefined where there is none, or none that can be read: the page offers to make it. */
async function legendFound(engine: Engine) {
  try {
    return await engine.mapLegend();
  } catch (thrown) {
    if (['MAP_MISSING', 'MAP_UNREADABLE'].includes(asPaperkinError(thrown).code)) return undefined;
    throw thrown;
  }
}
