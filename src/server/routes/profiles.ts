import { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { parseQuery } from '../../input/parse-query.js';
import { profileNameSchema } from '../../profile/profile.js';
import { actSchema, createSchema, profileListSchema, undoSchema } from '../../readers/query.js';
import { jsonBody, NO_PARAMETERS, parametersOf, requireJson } from '../http/input.js';

/** Where a profile's file is sent to: of all routes the one that takes a large body. */
export const PROFILE_IMPORT = '/import';
/** No request may name a file of this machine. */
const CREATE = createSchema.omit({ library: true });
const ACT = actSchema.omit({ profile: true });
const UNDO = undoSchema.omit({ profile: true });
const IMPORT = z.strictObject({ name: profileNameSchema.optional() });

/** Profiles over HTTP. What writes takes JSON alone, so that no form of another page can; DELETE none can send either. */
export function profileRoutes(engine: Engine): Hono {
  const profiles = new Hono();

  profiles.get('/', async (context) => context.json(await engine.profiles(parametersOf(context, profileListSchema))));

  profiles.post('/', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { name, ...start } = parseQuery(CREATE, await jsonBody(context));
    const { libraries: _libraries, ...created } = await engine.createProfile({ name, ...start });
    return context.json(created, 201);
  });

  profiles.post(PROFILE_IMPORT, async (context) => {
    const { name } = parametersOf(context, IMPORT);
    requireJson(context);
    return context.json(await engine.importProfile({ bytes: new Uint8Array(await context.req.arrayBuffer()), name, file: 'the body' }));
  });

  profiles.get('/:name', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await engine.profile({ profile: context.req.param('name') }));
  });

  profiles.delete('/:name', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await engine.removeProfile({ profile: context.req.param('name') }));
  });

  profiles.post('/:name/events', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { actions } = parseQuery(ACT, await jsonBody(context));
    return context.json(await engine.act({ profile: context.req.param('name'), actions }));
  });

  profiles.post('/:name/undo', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await engine.undo({ profile: context.req.param('name'), ...parseQuery(UNDO, await jsonBody(context)) }));
  });

  profiles.get('/:name/export', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const text = await engine.exportProfile({ profile: context.req.param('name') });
    return context.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': 'attachment' });
  });
  return profiles;
}
