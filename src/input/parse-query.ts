import type { z } from 'zod';
import { PaperkinError } from '../errors.js';

/**
 * Checks a question from any door.
 * @throws INVALID_INPUT, INVALID_ID or TEXT_EMPTY, naming the field and its value.
 */
export function parseQuery<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], input);
  const field = path.join('.');
  const message = `${field === '' ? '' : `${field}: `}${issue?.message ?? 'is not valid'}`;
  const code = issue?.code === 'custom' ? issue.params?.['code'] : undefined;
  if (code === 'INVALID_ID') throw new PaperkinError('INVALID_ID', `"${String(value).slice(0, 80)}" is not a paper id.`, { value });
  if (code === 'TEXT_EMPTY') throw new PaperkinError('TEXT_EMPTY', message, { value });
  throw new PaperkinError('INVALID_INPUT', message, value === undefined ? {} : { value });
}
