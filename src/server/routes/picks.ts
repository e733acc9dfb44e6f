import { type Context, Hono } from 'hono';
import type { Engine } from '../../engine.js';
import { parseQuery } from '../../input/parse-query.js';
import { filterSchema } from '../../paper/filter.js';
import { interestEditSchema } from '../../readers/query.js';
import { recommendSchema } from '../../recommend/query.js';
import { filterBy, jsonBody, NO_PARAMETERS, parametersOf } from '../http/input.js';

/** The name is in the path; a filter is an object, which only a body can hold. */
const ASKED = recommendSchema.omit({ profile: true });
const PARAMETERS = ASKED.omit({ filter: true }).extend({ topic: filterSchema.shape.topic });

function askedBy(context: Context) {
  const { topic, ...asked } = parametersOf(context, PARAMETERS);
  return { ...asked, ...filterBy(topic) };
}

/** What a reader should read next, and why, over HTTP. */
export function pickRoutes(engine: Engine): Hono {
  const picks = new Hono();

  picks.get('/:name/picks', async (context) =>
    context.json(await engine.recommend({ profile: context.req.param('name'), ...askedBy(context) })),
  );

  picks.post('/:name/picks', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json(await engine.recommend({ profile: context.req.param('name'), ...parseQuery(ASKED, await jsonBody(context)) }));
  });

  // Ids contain slashes: the rest of the path is the id.
  picks.get('/:name/why-not/:paper{.+}', async (context) => {
    const { name, paper } = context.req.param();
    return context.json(await engine.whyNot({ profile: name, paper, ...askedBy(context) }));
  });

  picks.get('/:name/interests', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    return context.json({ interests: await engine.interests({ profile: context.req.param('name') }) });
  });

  picks.patch('/:name/interests/:id', async (context) => {
    parametersOf(context, NO_PARAMETERS);
    const { name, id } = context.req.param();
    return context.json(
      await engine.editInterest({ profile: name, interest: id, edit: parseQuery(interestEditSchema, await jsonBody(context)) }),
    );
  });
  return picks;
}
