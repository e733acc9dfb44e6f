import type { Context } from 'hono';
import { PaperkinError } from '../errors.js';

/**
 * The query string as an object for a schema: numbers where the schema wants numbers.
 * @throws INVALID_INPUT for a parameter that is repeated, or a number that is none.
 */
export function queryOf(context: Context, numbers: readonly string[] = []): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(context.req.queries())) {
    const [value = ''] = values;
    if (values.length > 1)
      throw new PaperkinError('INVALID_INPUT', `${name}: is given ${values.length} times`, { value: values.join(', ') });
    input[name] = numbers.includes(name) ? wholeNumber(name, value) : value;
  }
  return input;
}

/**
 * The body as JSON.
 * @throws INVALID_INPUT when it is not sent as JSON or is none.
 */
export async function jsonBody(context: Context): Promise<unknown> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new PaperkinError('INVALID_INPUT', 'The body has to be JSON.', {
      value: type,
      remedy: 'Send it with "Content-Type: application/json".',
    });
  }
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new PaperkinError('INVALID_INPUT', `The body is not valid JSON: ${detail}`, { value: text, cause });
  }
}

/** Digits only: "1e3", " 7" and "" are numbers to JavaScript, but not to people. */
function wholeNumber(name: string, value: string): number {
  if (!/^-?\d{1,9}$/.test(value)) throw new PaperkinError('INVALID_INPUT', `${name}: is not a whole number`, { value });
  return Number(value);
}
