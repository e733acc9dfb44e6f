import type { Context } from 'hono';
import { z } from 'zod';
import { PaperkinError } from '../../errors.js';
import { parseJson } from '../../input/parse-json.js';
import { parseQuery } from '../../input/parse-query.js';
import { nextTurn } from '../../threads/turns.js';

/** A body whose checking may take milliseconds, in characters. */
const LARGE = 32_768;

/** What a query string gave, before a schema has checked it. */
export type Given = Record<string, string | string[] | number | boolean>;

/**
 * The query string, checked by a schema; strict schemas refuse what they do not know.
 * @param options `blank`: a parameter without a value is none, as forms send those that were left empty.
 * @throws INVALID_INPUT for a parameter that is repeated, unknown or wrong; TEXT_EMPTY, INVALID_ID.
 */
export function parametersOf<S extends z.ZodType>(context: Context, schema: S, options: { blank?: 'absent' } = {}): z.output<S> {
  return parseQuery(schema, givenBy(context, schema, options));
}

/**
 * The query string as a schema will want it: what the schema has as a number, as true or false or as a list is read as one.
 * @throws INVALID_INPUT for a parameter that is repeated, or is no number where one is wanted
 */
export function givenBy(context: Context, schema: z.ZodType, { blank }: { blank?: 'absent' } = {}): Given {
  const given = new Map<string, string | string[] | number | boolean>();
  for (const [name, value] of new URL(context.req.url).searchParams) {
    if (value === '' && blank === 'absent') continue;
    const field = fieldOf(schema, name);
    if (field instanceof z.ZodArray) {
      const list = given.get(name);
      if (Array.isArray(list)) list.push(value);
      else given.set(name, [value]);
      continue;
    }
    if (given.has(name)) throw new PaperkinError('INVALID_INPUT', `${name}: is given more than once`, { value });
    given.set(name, readValue(name, value, field));
  }
  return Object.fromEntries(given);
}

/** Of routes that take no parameters. @throws INVALID_INPUT for the first of them */
export function takesNoParameters(context: Context): void {
  parametersOf(context, NO_PARAMETERS);
}

const NO_PARAMETERS = z.strictObject({});

/** What a schema wants of a field, without saying whether it may be absent. */
function fieldOf(schema: z.ZodType, name: string): unknown {
  let field: unknown = schema instanceof z.ZodObject ? schema.shape[name] : undefined;
  while (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodExactOptional) field = field.unwrap();
  return field;
}

/** Of a filter a query string can hold topics alone: the rest is for a body. */
export function filterBy(topic: string[] | undefined): { filter?: { topic: string[] } } {
  return topic === undefined ? {} : { filter: { topic } };
}

/**
 * The body as JSON.
 * @throws INVALID_INPUT when it is not sent as JSON or is none.
 */
export async function jsonBody(context: Context): Promise<unknown> {
  requireJson(context);
  const text = await context.req.text();
  // Large ones are taken one at a time, between which others are answered.
  if (text.length > LARGE) await nextTurn();
  try {
    return parseJson(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new PaperkinError('INVALID_INPUT', `The body is not valid JSON: ${detail}`, { value: text, cause });
  }
}

/**
 * The body is said to be JSON, which no form of another page's can say: browsers ask first, and are not answered.
 * @throws INVALID_INPUT
 */
export function requireJson(context: Context): void {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new PaperkinError('INVALID_INPUT', 'The body has to be JSON.', {
      value: type,
      remedy: 'Send it with "Content-Type: application/json".',
    });
  }
}

/**
 * An id as it stands in a path, decoded: `doi:10.1145/x` and `doi%3A10.1145%2Fx` are one.
 * @throws INVALID_ID when it is not percent-encoded properly.
 */
export function decodedId(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new PaperkinError('INVALID_ID', 'The id in the path is not percent-encoded properly.', { value: path, cause });
  }
}

function readValue(name: string, value: string, field: unknown): string | number | boolean {
  if (field instanceof z.ZodNumberFormat) return wholeNumber(name, value);
  if (field instanceof z.ZodNumber) return decimalNumber(name, value);
  if (!(field instanceof z.ZodBoolean)) return value;
  if (value !== 'true' && value !== 'false') throw new PaperkinError('INVALID_INPUT', `${name}: is neither true nor false`, { value });
  return value === 'true';
}

function decimalNumber(name: string, value: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new PaperkinError('INVALID_INPUT', `${name}: is not a number like 0.5`, { value });
  return Number(value);
}

/** Digits only: "1e3", " 7" and "" are numbers to JavaScript, but not to people. */
export function wholeNumber(name: string, value: string): number {
  if (!/^-?\d+$/.test(value)) throw new PaperkinError('INVALID_INPUT', `${name}: is not a whole number`, { value });
  return Number(value);
}
