import { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { parseQuery } from '../../input/parse-query.js';
import { profileNameSchema } from '../../profile/profile.js';
import { actionsSchema, createSchema, profileListSchema, undoSchema } from '../../readers/query.js';
import { jsonBody, NO_PARAMETERS, parametersOf, requireJson } from '../http/input.js';

/** Where a profile's file is sent to: of all routes the one that takes a large body. */
export const PROFILE_IMPORT = '/import';
const IMPORT = z.strictObject({ name: profileNameSchema.optional() });

/** Profiles over HTTP. What writes takes JSON alone, so that no form of another page can; DELETE none can send either. */
export function profileRoutes(engine: Engine): Hono {
  const { readers } = engine;
  const profiles = new Hono();

  profiles.get('/', async (context) => context.json(await readers.list(parametersOf(context, profileListSchema))));

  profiles.post('/', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { name, ...start } = parseQuery(createSchema, await jsonBody(context));
    const { libraries: _libraries, ...created } = await readers.create(name, start);
    return context.json(created, 201);
  });

  profiles.post(PROFILE_IMPORT, async (context) => {
    const { name } = parametersOf(context, IMPORT);
    requireJson(context);
    return context.json(await readers.import(new Uint8Array(await context.req.arrayBuffer()), { name, file: 'the body' }));
  });

  profiles.get('/:name', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await readers.show(context.req.param('name')));
  });

  profiles.delete('/:name', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await readers.remove(context.req.param('name')));
  });

  profiles.post('/:name/events', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { actions } = parseQuery(actionsSchema, await jsonBody(context));
    return context.json(await readers.act(context.req.param('name'), actions));
  });

  profiles.post('/:name/undo', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await readers.undo(context.req.param('name'), parseQuery(undoSchema, await jsonBody(context))));
  });

  profiles.get('/:name/export', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const text = await readers.export(context.req.param('name'));
    return context.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': 'attachment' });
  });
  return profiles;
}
