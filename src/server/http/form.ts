import type { Context } from 'hono';
import { z } from 'zod';
import { PaperkinError } from '../../errors.js';
import { parseQuery } from '../../input/parse-query.js';

/** Where a form leads back to: a path of this server. */
const back = z.string().refine(isPathHere, 'is not a path here');

/** Fields that may be there more than once. */
const LISTS: ReadonlySet<string> = new Set(['papers']);

/**
 * What a form of our own page sent, checked by a schema; a field left empty is none.
 * @throws FORBIDDEN unless a browser says that it comes from here: other than JSON, a form can be sent by every page, and what
 * does not say where it comes from is refused
 * @throws INVALID_INPUT, INVALID_ID
 */
export async function formOf<S extends z.ZodRawShape>(context: Context, shape: S) {
  // The doorkeeper has looked at what they say (see app.ts); here one of them has to be there.
  if (context.req.header('origin') === undefined && context.req.header('sec-fetch-site') === undefined)
    throw new PaperkinError('FORBIDDEN', 'Forms are taken from the pages of this server only.', {
      remedy: 'Programs use the API: docs/http.md.',
    });
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type))
    throw new PaperkinError('INVALID_INPUT', 'The body has to be a form.', { value: type });
  const fields = new URLSearchParams(await context.req.text());
  const given: Record<string, string | string[]> = {};
  for (const [name, value] of fields) if (value !== '' && !LISTS.has(name)) given[name] = value;
  for (const name of LISTS) {
    const values = fields.getAll(name).filter((value) => value !== '');
    if (values.length > 0) given[name] = values;
  }
  return parseQuery(z.strictObject({ ...shape, back }), given);
}

/** Back to the page that the form was on, with what it has to be told. */
export function redirectBack(context: Context, path: string, told: Readonly<Record<string, string>> = {}): Response {
  const url = new URL(path, 'http://here');
  for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value);
  return context.redirect(url.pathname + url.search + url.hash, 303);
}

/** As a browser would read it: it mends backslashes, tabs and `/..//elsewhere`. */
function isPathHere(path: string): boolean {
  if (!path.startsWith('/') || !URL.canParse(path, 'http://here')) return false;
  const { origin, pathname } = new URL(path, 'http://here');
  return origin === 'http://here' && !pathname.startsWith('//');
}
