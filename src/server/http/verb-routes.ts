import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { parseQuery } from '../../input/parse-query.js';
import { VERBS, type VerbName } from '../../verbs/table.js';
import { givenBy, jsonBody, takesNoParameters } from './input.js';

type Answer<Name extends VerbName> = Awaited<ReturnType<Engine[Name]>>;

/** One route: which verb it asks, and how its answer is sent. What it takes, the verb's schema says. */
interface VerbRoute<Name extends VerbName> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As Hono has it; the names of its parameters are those of the verb's fields. */
  path: string;
  verb: Name;
  /** Where the other fields come from. Default: GET takes the query string, POST and PATCH a body of JSON, DELETE nothing. */
  takes?: 'query' | 'body' | 'nothing';
  /** Fields of the verb that no request may give. */
  withholds?: readonly string[];
  /** Default 200. */
  status?: 200 | 201 | 202;
  /** What of the answer is sent, and the headers that it sets. Default: all of it. */
  present?: (answer: Answer<Name>, context: Context) => unknown;
}

/** A route of whatever verb: rows of different ones stand in one table. */
type Row = Omit<VerbRoute<VerbName>, 'present'> & { present?: (answer: never, context: Context) => unknown };

/** A row of a table of routes: checks its types and nothing else. */
export function route<Name extends VerbName>(row: VerbRoute<Name>): Row {
  return row;
}

/** The routes of a table. Whatever a client sends is checked once, by the verb. */
export function verbRoutes(engine: Engine, rows: readonly Row[]): Hono {
  const routes = new Hono();
  for (const { method, path, verb, takes = TAKES[method], withholds = [], status = 200, present } of rows) {
    const ask = engine[verb] as (input: unknown) => Promise<never>;
    routes.on(method.toUpperCase(), path, async (context) => {
      const given = await givenTo(context, verb, takes);
      const named = context.req.param();
      refuse(given, [...Object.keys(named), ...withholds]);
      const answer = await ask(isRecord(given) ? { ...given, ...named } : given);
      const sent = present ? present(answer, context) : answer;
      return sent instanceof Response ? sent : context.json(sent as never, status);
    });
  }
  return routes;
}

/** What writes takes JSON alone, so that no form of another page can; DELETE none can send either. */
const TAKES = { get: 'query', post: 'body', patch: 'body', delete: 'nothing' } as const;

async function givenTo(context: Context, verb: VerbName, takes: 'query' | 'body' | 'nothing'): Promise<unknown> {
  if (takes === 'query') return givenBy(context, VERBS[verb].input);
  takesNoParameters(context);
  return takes === 'body' ? jsonBody(context) : {};
}

/** What is in the path, or is withheld, is not a field of what was sent: as with any field that there is not. @throws INVALID_INPUT */
function refuse(given: unknown, names: readonly string[]): void {
  if (!isRecord(given)) return;
  const wrong = names.find((name) => Object.hasOwn(given, name));
  if (wrong !== undefined) parseQuery(NOTHING, { [wrong]: given[wrong] });
}

const NOTHING = z.strictObject({});

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
