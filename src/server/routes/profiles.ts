import type { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { profileNameSchema } from '../../profile/profile.js';
import { parametersOf, requireJson } from '../http/input.js';
import { route, verbRoutes } from '../http/verb-routes.js';

/** Where a profile's file is sent to: of all routes the one that takes a large body. */
export const PROFILE_IMPORT = '/import';
const IMPORT = z.strictObject({ name: profileNameSchema.optional() });

/** Profiles over HTTP. */
export function profileRoutes(engine: Engine): Hono {
  const profiles = verbRoutes(engine, [
    route({ method: 'get', path: '/', verb: 'profiles' }),
    route({
      method: 'post',
      path: '/',
      verb: 'createProfile',
      // A file of this machine: no request may name one.
      withholds: ['library'],
      status: 201,
      present: ({ libraries: _libraries, ...created }) => created,
    }),
  ]);

  profiles.post(PROFILE_IMPORT, async (context) => {
    const { name } = parametersOf(context, IMPORT);
    requireJson(context);
    return context.json(await engine.importProfile({ bytes: new Uint8Array(await context.req.arrayBuffer()), name, file: 'the body' }));
  });

  return profiles.route(
    '/',
    verbRoutes(engine, [
      route({ method: 'get', path: '/:profile', verb: 'profile' }),
      route({ method: 'delete', path: '/:profile', verb: 'removeProfile' }),
      route({ method: 'post', path: '/:profile/events', verb: 'act' }),
      route({ method: 'post', path: '/:profile/undo', verb: 'undo' }),
      route({
        method: 'get',
        path: '/:profile/export',
        verb: 'exportProfile',
        present: (text, context) =>
          context.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': 'attachment' }),
      }),
    ]),
  );
}
