import type { z } from 'zod';
import { JsonLines } from './json-lines.js';

/** What a text says, or what is wrong with it and in which line, from 1. */
export type Checked<T> = { data: T; problem?: never; lineOf: (path: readonly PropertyKey[]) => number } | { problem: string; line: number };

/** A text that a person may have edited (JSON with comments and trailing commas) against a schema. */
export function checkedJson<S extends z.ZodType>(text: string, schema: S): Checked<z.output<S>> {
  const json = new JsonLines(text);
  if (json.problem) return { problem: json.problem.message, line: lineAt(text, json.problem.offset) };
  const lineOf = (path: readonly PropertyKey[]) => lineAt(text, json.offsetOf(path));
  const parsed = schema.safeParse(json.value());
  if (parsed.success) return { data: parsed.data, lineOf };
  const [issue, ...others] = parsed.error.issues;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return { problem: `${describe(issue)}${more}`, line: lineOf(pathOf(issue)) };
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset && at < text.length; at++) {
    const letter = text[at];
    if (letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')) line++;
  }
  return line;
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path.join('.') ?? '';
  return `${field === '' ? '' : `${field}: `}${issue?.message ?? 'is not valid'}`;
}

/** Where the trouble is: of a key that should not be there, the key. */
function pathOf(issue: z.core.$ZodIssue | undefined): PropertyKey[] {
  return [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
}
